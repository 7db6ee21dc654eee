/** Tests of what the view of the herd says of servers. Returns what is wrong, a line each. */
async main => {
  const load = name => import(new URL(name, main).href);
  const [facts, rates, { Graph }] = await Promise.all(["facts.js", "rates.js", "graph.js"].map(load));
  const failures = [];
  const equal = (what, found, expected) => {
    if (JSON.stringify(found) !== JSON.stringify(expected)) {
      failures.push(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
    }
  };
  const link = given => ({ neighbour: "B", state: "open", reason: "", accepted: true, key: "3fa9", previous_key: false, digests_compared: true,
    pending: 0, lag_ms: 0, counters: {}, ...given });
  const status = given => ({ server: "A", root: "9278631d61dfeb7f", digest_key: "3fa9", horizon_ms: 1, clients: 3, uptime_ms: 61_000,
    journal: { directory: "data/journal/A", problem: "", snapshot_age_s: 7200 }, history: {}, tls: {}, webhooks: [], links: [link({})],
    commands: { connections: 5 }, ...given });
  const server = (name, given) => ({ server: name, neighbours: [], status: status({ server: name, ...given }) });
  const reason = given => rates.standing(server("A", given)).reason;
  const now = Date.parse("2026-01-31T12:00:00Z");
  const fact = (name, entry, differs = false) => Object.fromEntries(facts.facts(entry, { differs, now }))[name];

  equal("well", rates.standing(server("A", {})), { level: "well", reason: "" });
  equal("a journal that fails", reason({ journal: { problem: "the disk is full" } }), "the disk is full");
  equal("a history that fails", reason({ history: { problem: "the disk is full" } }), "the disk is full");
  equal("a certificate that cannot be loaded", reason({ tls: { problem: "no key", certificate_expires_s: 1e9 } }), "no key");
  equal("a certificate near its end", reason({ tls: { problem: "", certificate_expires_s: 3 * 86400 } }), "its certificate expires in 3 d");
  equal("a neighbour that is away, and one that does not dial",
    reason({ links: [link({ state: "away" }), link({ neighbour: "C", accepted: false })] }), "no link to B; C does not dial it");
  equal("a webhook that fails", reason({ webhooks: [{ target: "https://x", state: "failing", error: "status 500", owed: 1 }] }), "webhook https://x: status 500");

  equal("links", [{}, { pending: 1200, lag_ms: 300.4 }, { state: "away", reason: "cannot be reached", key: "" }, { state: "dialling", key: "" },
    { previous_key: true, digests_compared: false }, { accepted: false }].map(given => facts.linkText(link(given))),
    ["ok", "1,200 owed, 300 ms", "away: cannot be reached", "dialling", "ok, previous key, digests not compared", "ok, does not dial this server"]);

  equal("a root", [fact("root", server("A", {})), fact("root", server("A", {}), true)], ["9278631d, equal", "9278631d, differs"]);
  equal("a snapshot", fact("snapshot", server("A", {})), "2 h ago");
  equal("no journal", [fact("journal", server("A", { journal: {} })), fact("snapshot", server("A", { journal: {} }))], ["none", undefined]);
  equal("what is not there is left out", ["history", "certificate", "webhooks", "Kafka"].map(name => fact(name, server("A", {}))), Array(4).fill(undefined));
  equal("a history", fact("history", server("A", { history: { directory: "data", problem: "", reports: 1200 } })), "1,200 reports");
  equal("a certificate", fact("certificate", server("A", { tls: { problem: "", certificate_expires_s: 87 * 86400 } })), "for 87 d");
  equal("webhooks", fact("webhooks", server("A", { webhooks: [{ state: "ok", owed: 2 }, { state: "standby", owed: 1 }] })), "ok, standby, 3 owed");
  equal("connections", fact("connected", server("A", { commands: { connections: 5, mqtt_connections: 2, streams: 0 } })), "5, MQTT 2 since start");

  const kafka = given => fact("Kafka", { ...server("A", {}), kafka: given });
  equal("Kafka is up", kafka({ state: "up", since: "2026-01-31T11:00:00Z", owed: 0, lag: 0 }), "up for 1 h");
  equal("Kafka is away", kafka({ state: "away", since: now - 90_000, owed: 1500, lag: 20 }), "away for 1 min, 1,500 owed, lag 20");
  equal("Kafka in the status", fact("Kafka", server("A", { kafka: { state: "up", owed: 3, lag: 0 } })), "up, 3 owed");
  equal("who lacks Kafka is ailing", rates.standing({ ...server("A", {}), kafka: { state: "away" } }), { level: "ailing", reason: "Kafka is away" });

  const three = last => [server("A", {}), server("B", {}), server("C", last), { server: "D", neighbours: [], down: "away" }];
  equal("all agree", [rates.disagreement(three({})), rates.minority(three({}))], [null, []]);
  equal("a root differs", [rates.disagreement(three({ root: "0" })), rates.minority(three({ root: "0" }))], ["root", ["C"]]);
  equal("a horizon differs", rates.disagreement(three({ horizon_ms: 2 })), "horizon");
  equal("roots of two keys are not compared", [rates.disagreement(three({ root: "0", digest_key: "77aa" })), rates.minority(three({ root: "0", digest_key: "77aa" }))],
    [null, []]);
  equal("numbers of clients differ under two keys", rates.disagreement(three({ root: "0", digest_key: "77aa", clients: 4 })), "clients");

  const pair = [{ ...server("A", { links: [link({ pending: 12, lag_ms: 40 })] }), neighbours: ["B"] },
    { ...server("B", { links: [link({ neighbour: "A" })] }), neighbours: ["A"] }];
  const graph = new Graph();
  graph.update(pair, "A", new rates.History(), "well");
  equal("what is owed stands at the link", graph.node.querySelector(".owed").textContent, "12 owed, 40 ms");
  return failures;
}
