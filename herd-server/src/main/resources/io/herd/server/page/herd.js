/** The view of the herd: its servers and links, as they are now and were in the last minutes. */
import { api } from "./api.js";
import { element } from "./dom.js";
import { facts, linkText } from "./facts.js";
import { Graph } from "./graph.js";
import { plot } from "./plot.js";
import { disagreement, History, minority, standing } from "./rates.js";
import { texts } from "./texts.js";

const PAUSE = 1000;
const HIDDEN_PAUSE = 10_000;
/** Plots begin with room for so many answers. */
const LEAST_ROOM = 30;
/** While reports flow, roots differ for moments: so many answers in a row that differ are worth saying, and so many are a fault. */
const PATIENCE = 4;
const LONG = 60;
/** What is plotted, and what the height of a plot stands for at least. */
const FIGURES = [
  { figure: "reports", label: texts.reportsRate, least: 1, text: texts.perSecond },
  { figure: "questions", label: texts.questionsRate, least: 1, text: texts.perSecond },
  { figure: "told", label: texts.toldRate, least: 1, text: texts.perSecond },
  { figure: "lag", label: texts.lag, least: 100, text: texts.milliseconds },
];

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
      this.#differing = disagreement(servers) === null ? 0 : this.#differing + 1;
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
    } else if (this.#differing >= LONG) {
      this.#say(texts.disagree[disagreement(servers)], "ailing");
    } else {
      this.#say(this.#differing >= PATIENCE ? texts.spreading : texts.allWell(servers.length), "well");
    }
    if (!this.#place.hidden) {
      this.#graph.update(servers, own, this.#history, this.#verdict.textContent);
      const others = this.#differing >= PATIENCE ? minority(servers) : [];
      this.#cards.replaceChildren(...servers.map(each => this.#card(each, others.includes(each.server))));
    }
  }

  #card(entry, differs) {
    const { level, reason } = standing(entry);
    const name = { down: texts.isDown, ailing: texts.isAiling, well: texts.isWell }[level];
    const card = element("article", { class: level }, element("h3", {}, entry.server, element("span", { class: "badge" }, name)));
    if (reason) {
      card.append(element("p", { class: "reason" }, reason));
    }
    card.append(...this.#figures(entry.server));
    if (entry.status) {
      card.append(list(facts(entry, { differs, now: Date.now() })), element("h4", {}, texts.links),
        list(entry.status.links.map(link => [link.neighbour, linkText(link)])));
    }
    return card;
  }

  #figures(server) {
    return FIGURES.map(({ figure, label, least, text }) => {
      const series = this.#history.series(server, figure);
      const newest = this.#history.newest(server, figure);
      return element("div", { class: `figure ${figure}` },
        element("span", {}, label), element("b", {}, newest === null ? "–" : text(newest)),
        plot(series, { room: Math.max(LEAST_ROOM, series.length), least, label: `${label}, ${texts.lastMinutes}` }));
    });
  }
}

function list(pairs) {
  return element("dl", {}, ...pairs.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}
