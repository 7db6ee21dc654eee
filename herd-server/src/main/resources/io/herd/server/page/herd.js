/** The view of the herd: its servers and links, as they are now and were in the last minutes. */
import { duration } from "./ages.js";
import { api } from "./api.js";
import { element } from "./dom.js";
import { Graph } from "./graph.js";
import { plot } from "./plot.js";
import { agree, History, standing } from "./rates.js";
import { texts } from "./texts.js";

const PAUSE = 1000;
const HIDDEN_PAUSE = 10_000;
/** Plots begin with room for so many answers. */
const LEAST_ROOM = 30;
/** While reports flow, roots differ for moments: so many answers in a row that differ are worth saying. */
const PATIENCE = 4;

export class Herd {
  #place = document.getElementById("herd");
  #graph = new Graph();
  #history = new History();
  #verdict = element("p", { class: "verdict", role: "status" });
  #cards = element("div", { class: "cards" });
  #differing = 0;
  #timer = 0;
  #onAlarm;

  /** @param onAlarm is told whether a server is down, also while the view is hidden */
  constructor(onAlarm) {
    this.#onAlarm = onAlarm;
    this.#place.append(element("h2", { id: "herd-title" }, texts.herd), this.#verdict, this.#graph.node, this.#cards);
    this.#poll();
  }

  show() {
    this.#place.hidden = false;
    this.#poll();
  }

  hide() {
    this.#place.hidden = true;
  }

  /** Asks, and goes on asking unless nobody looks or the answer is forbidden: then plots have a past when the view is shown. */
  async #poll() {
    clearTimeout(this.#timer);
    let isForbidden = false;
    try {
      const { server, servers } = await api("GET", "/api/v1/herd");
      this.#history.add(servers, performance.now() / 1000);
      this.#differing = agree(servers) ? 0 : this.#differing + 1;
      this.#update(server, servers);
    } catch (problem) {
      isForbidden = problem.status === 401 || problem.status === 403;
      this.#say(isForbidden ? texts.forbiddenHerd : texts.offline, "down");
    }
    if (!isForbidden) {
      this.#timer = setTimeout(() => this.#poll(), document.visibilityState === "visible" ? PAUSE : HIDDEN_PAUSE);
    }
  }

  #say(text, level) {
    this.#verdict.textContent = text;
    this.#verdict.dataset.level = level;
  }

  #update(own, servers) {
    const down = servers.filter(each => each.down).map(each => each.server);
    this.#onAlarm(down.length > 0);
    const ailing = servers.filter(each => standing(each).level === "ailing").map(each => each.server);
    if (down.length) {
      this.#say(texts.down(down.join(", "), down.length > 1), "down");
    } else if (ailing.length) {
      this.#say(texts.ailing(ailing.join(", ")), "ailing");
    } else {
      const isSpreading = this.#differing >= PATIENCE;
      this.#say(isSpreading ? texts.spreading : texts.allWell(servers.length), "well");
    }
    if (!this.#place.hidden) {
      this.#graph.update(servers, own, this.#history, this.#verdict.textContent);
      this.#cards.replaceChildren(...servers.map(each => this.#card(each)));
    }
  }

  #card(entry) {
    const { level, reason } = standing(entry);
    const name = { down: texts.isDown, ailing: texts.isAiling, well: texts.isWell }[level];
    const card = element("article", { class: level }, element("h3", {}, entry.server, element("span", { class: "badge" }, name)));
    if (reason) {
      card.append(element("p", { class: "reason" }, reason));
    }
    card.append(...this.#figures(entry.server));
    if (entry.status) {
      card.append(this.#facts(entry.status));
    }
    return card;
  }

  #figures(server) {
    const figures = [["reports", texts.reportsRate, 1, texts.perSecond], ["told", texts.toldRate, 1, texts.perSecond],
      ["lag", texts.lag, 100, lag => `${Math.round(lag)} ms`]];
    return figures.map(([figure, label, least, text]) => {
      const newest = this.#history.newest(server, figure);
      return element("div", { class: `figure ${figure}` },
        element("span", {}, label), element("b", {}, newest === null ? "–" : text(newest)),
        plot(this.#history.series(server, figure), { room: Math.max(LEAST_ROOM, this.#history.series(server, figure).length), least, label: `${label}, ${texts.lastMinutes}` }));
    });
  }

  #facts({ root, clients, journal, uptime_ms: uptime }) {
    const snapshot = journal.directory === undefined ? texts.none
      : journal.snapshot_age_s < 0 ? texts.noSnapshot : texts.ago(duration(journal.snapshot_age_s));
    const facts = [
      [texts.known, clients.toLocaleString("en")],
      [texts.root, root.slice(0, 8)],
      [texts.journal, journal.directory === undefined ? texts.none : journal.problem || texts.ok],
      [texts.snapshot, snapshot],
      [texts.uptime, duration(uptime / 1000)],
    ];
    return element("dl", {}, ...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
  }
}
