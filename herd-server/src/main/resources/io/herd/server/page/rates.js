/** What successive answers of /api/v1/herd say of servers and links: how they stand, and rates over time. Without the DOM. */
import { ailments } from "./facts.js";

/** For how many answers plots go back. */
export const KEPT = 120;

const reports = status => (status.commands.reports || 0) + (status.commands.stale_reports || 0);
const questions = status => (status.commands.whatsats || 0) + (status.commands.whereises || 0) + (status.commands.nears || 0);
const told = status => status.links.reduce((sum, link) => sum + (link.counters.told || 0), 0);
const largestLag = status => Math.max(0, ...status.links.map(link => link.lag_ms));

/** How a server stands: down, ailing (with what ails it), or well. */
export function standing(entry) {
  if (entry.down) {
    return { level: "down", reason: entry.down };
  }
  const reason = ailments(entry).join("; ");
  return { level: reason ? "ailing" : "well", reason };
}

/** In what the servers that are up differ: "horizon", "root" or "clients"; null if they agree. Roots of different keys are not compared. */
export function disagreement(servers) {
  const up = servers.filter(each => each.status).map(each => each.status);
  const variety = of => new Set(up.map(of)).size;
  const keys = variety(each => each.digest_key);
  if (variety(each => each.horizon_ms) > 1) {
    return "horizon";
  } else if (variety(each => each.digest_key + each.root) > keys) {
    return "root";
  }
  return keys > 1 && variety(each => each.clients) > 1 ? "clients" : null;
}

/** The names of the servers whose root is not the one that most have, of those whose roots have the same key. */
export function minority(servers) {
  const up = servers.filter(each => each.status).map(each => each.status);
  const alike = one => up.filter(other => other.digest_key === one.digest_key && other.root === one.root).length;
  const most = one => Math.max(...up.filter(other => other.digest_key === one.digest_key).map(alike));
  return up.filter(each => alike(each) < most(each)).map(each => each.server);
}

/** The links between servers, each pair once, with what either end says of it. */
export function edges(servers) {
  const status = new Map(servers.map(each => [each.server, each.status]));
  const half = (from, to) => status.get(from)?.links.find(link => link.neighbour === to);
  return servers.flatMap(({ server, neighbours }) => neighbours
    .filter(neighbour => server < neighbour)
    .map(neighbour => ({ from: server, to: neighbour, halves: [half(server, neighbour), half(neighbour, server)] })))
    .map(edge => ({
      ...edge,
      isOpen: edge.halves.every(half => half?.state === "open"),
      pending: edge.halves.reduce((sum, half) => sum + (half?.pending || 0), 0),
      lag: Math.max(...edge.halves.map(half => half?.lag_ms || 0)),
    }));
}

/** The rates of each server over the last answers. */
export class History {
  #servers = new Map();

  /** Takes an answer that came at a time in seconds. A server that is down, or has started anew, has a gap. */
  add(servers, seconds) {
    for (const { server, status } of servers) {
      const known = this.#servers.get(server) || { series: [], last: null };
      const last = known.last;
      const isNext = status && last && status.uptime_ms >= last.status.uptime_ms && seconds > last.seconds;
      const rate = count => (count(status) - count(last.status)) / (seconds - last.seconds);
      known.series.push(isNext
        ? { reports: rate(reports), questions: rate(questions), told: rate(told), lag: largestLag(status) }
        : null);
      known.series.splice(0, known.series.length - KEPT);
      known.last = status ? { status, seconds } : null;
      this.#servers.set(server, known);
    }
  }

  /** One figure over time, the newest last; null where it is not known. */
  series(server, figure) {
    return (this.#servers.get(server)?.series || []).map(each => each && each[figure]);
  }

  /** The newest of one figure; null if it is not known. */
  newest(server, figure) {
    return this.series(server, figure).at(-1) ?? null;
  }
}
