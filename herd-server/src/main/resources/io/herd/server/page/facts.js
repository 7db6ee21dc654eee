/** What a server says of itself, as texts for people. Without the DOM. */
import { duration } from "./ages.js";
import { texts } from "./texts.js";

const DAY = 86_400;
/** As the server's log does, and Prometheus. */
const CERTIFICATE_WARNING = 14 * DAY;

const names = links => links.map(link => link.neighbour).join(", ");

/** How a server stands with Kafka, where it does. */
const kafkaOf = entry => entry.kafka ?? entry.status?.kafka;

/** What ails a server that is up. Empty if it is well. */
export function ailments(entry) {
  const { journal, history, tls, links, webhooks } = entry.status;
  const lost = links.filter(link => link.state !== "open");
  const oneWay = links.filter(link => link.state === "open" && link.accepted === false);
  const expiry = tls?.certificate_expires_s;
  return [
    journal.problem, history?.problem, tls?.problem,
    expiry < CERTIFICATE_WARNING && texts.certificateEnds(duration(expiry)),
    lost.length && texts.noLink(names(lost)),
    oneWay.length && texts.notDialled(names(oneWay)),
    ...(webhooks || []).filter(each => each.state === "failing").map(each => texts.webhookFails(each.target, each.error)),
    kafkaOf(entry)?.state === "away" && texts.kafkaAway,
  ].filter(Boolean);
}

/** How a server stands with a neighbour, as `./herd status` says it. */
export function linkText(link) {
  const state = link.state === "away" ? texts.linkAway(link.reason)
    : link.state !== "open" ? link.state
    : link.pending > 0 ? texts.behind(link.pending, link.lag_ms) : texts.linkOk;
  return [
    state,
    link.previous_key && texts.previousKey,
    link.key && link.digests_compared === false && texts.notCompared,
    link.state === "open" && link.accepted === false && texts.oneWay,
  ].filter(Boolean).join(", ");
}

function kafkaText({ state, since, owed, lag }, now) {
  const name = state === "up" ? texts.kafkaUp : texts.kafkaIsAway;
  return [
    since === undefined ? name : texts.since(name, duration((now - new Date(since).getTime()) / 1000)),
    owed > 0 && texts.owed(owed),
    lag > 0 && texts.lagging(lag),
  ].filter(Boolean).join(", ");
}

function webhooksText(webhooks) {
  const states = [...new Set(webhooks.map(each => each.state))].join(", ");
  const owed = webhooks.reduce((sum, each) => sum + each.owed, 0);
  return owed > 0 ? `${states}, ${texts.owed(owed)}` : states;
}

/** How often clients have connected, by the ways that were used. */
function connectionsText({ connections, mqtt_connections: mqtt, streams }) {
  return texts.sinceStart([`${connections || 0}`, mqtt && `MQTT ${mqtt}`, streams && `HTTP ${streams}`].filter(Boolean).join(", "));
}

/** Names and values of what a server that is up says; what it does not have is left out. */
export function facts(entry, { differs, now }) {
  const { root, clients, commands, journal, history, tls, webhooks, uptime_ms: uptime } = entry.status;
  const hasJournal = journal.directory !== undefined;
  const kafka = kafkaOf(entry);
  const shortRoot = root.slice(0, 8);
  return [
    [texts.known, clients.toLocaleString("en")],
    [texts.root, differs ? texts.otherRoot(shortRoot) : texts.equalRoot(shortRoot)],
    [texts.journal, hasJournal ? journal.problem || texts.ok : texts.none],
    hasJournal && [texts.snapshot, journal.snapshot_age_s < 0 ? texts.noSnapshot : texts.ago(duration(journal.snapshot_age_s))],
    history?.directory && [texts.history, history.problem || texts.historyReports(history.reports)],
    tls?.certificate_expires_s !== undefined && [texts.certificate, texts.validFor(duration(tls.certificate_expires_s))],
    webhooks?.length && [texts.webhooks, webhooksText(webhooks)],
    kafka && [texts.kafka, kafkaText(kafka, now)],
    [texts.connections, connectionsText(commands)],
    [texts.uptime, duration(uptime / 1000)],
  ].filter(Boolean);
}
