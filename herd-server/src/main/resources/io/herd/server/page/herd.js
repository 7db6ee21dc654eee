/** The view of the herd: its servers and links, as they are now and were in the last minutes. */
import { duration } from "./ages.js";
import { api } from "./api.js";
import { element } from "./dom.js";
import { Graph } from "./graph.js";
import { plot } from "./plot.js";
import { agree, History, KEPT, standing } from "./rates.js";
import { texts } from "./texts.js";

const PAUSE = 1000;
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

  constructor() {
    this.#place.append(element("h2", { id: "herd-title" }, texts.herd), this.#verdict, this.#graph.node, this.#cards);
  }

  show() {
    this.#place.hidden = false;
    clearTimeout(this.#timer);
    this.#poll();
  }

  hide() {
    this.#place.hidden = true;
    clearTimeout(this.#timer);
  }

  async #poll() {
    try {
      const { server, servers } = await api("GET", "/api/v1/herd");
      this.#history.add(servers, performance.now() / 1000);
      this.#differing = agree(servers) ? 0 : this.#differing + 1;
      this.#update(server, servers);
    } catch (problem) {
      this.#say(problem.status === 401 || problem.status === 403 ? texts.forbiddenHerd : texts.offline, "down");
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#place.hidden || this.#poll(), PAUSE);
  }

  #say(text, level) {
    this.#verdict.textContent = text;
    this.#verdict.dataset.level = level;
  }

  #update(own, servers) {
    const down = servers.filter(each => each.down).map(each => each.server);
    const ailing = servers.filter(each => standing(each).level === "ailing").map(each => each.server);
    if (down.length) {
      this.#say(texts.down(down.join(", "), down.length > 1), "down");
    } else if (ailing.length) {
      this.#say(texts.ailing(ailing.join(", ")), "ailing");
    } else {
      const isSpreading = this.#differing >= PATIENCE;
      this.#say(isSpreading ? texts.spreading : texts.allWell(servers.length), "well");
    }
    this.#graph.update(servers, own, this.#history, this.#verdict.textContent);
    this.#cards.replaceChildren(...servers.map(each => this.#card(each)));
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
        plot(this.#history.series(server, figure), { room: KEPT, least, label: `${label}, ${texts.lastMinutes}` }));
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
