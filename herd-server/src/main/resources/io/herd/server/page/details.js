/** All that is known of the selected client. */
import { duration, step } from "./ages.js";
import { api, clientPath } from "./api.js";
import { copied, element, foreign, notice } from "./dom.js";
import { toX, toY } from "./mercator.js";
import { shareControls } from "./share.js";
import { texts } from "./texts.js";

const NEAR_KILOMETRES = 10;
const PAST_SECONDS = 6 * 3600;
const MOST_PAST = 5000;
/** Google's terms forbid to show its places on another map. */
const MAY_SHOW_PLACES = !document.body.dataset.provider.startsWith("google");

export class Details {
  #app;
  #place = document.getElementById("details");
  #segment = null;
  #parts = {};
  #line = "";

  constructor(app) {
    this.#app = app;
    setInterval(() => this.#tick(), 1000);
    setInterval(() => this.#segment && document.visibilityState === "visible" && this.#load(this.#segment), 4000);
  }

  show(segment, name) {
    this.#segment = segment;
    this.#line = "";
    this.#build(name);
    this.#place.hidden = false;
    this.#load(segment);
    this.#loadPast(segment);
    this.#tick();
  }

  hide() {
    this.#segment = null;
    this.#place.hidden = true;
  }

  #build(name) {
    const parts = {
      title: element("h2", { tabindex: -1 }, foreign(name)),
      name: element("p", { class: "quiet" }),
      age: element("p", { class: "age" }, element("i", { class: "dot" }), element("span")),
      follow: element("button", { onclick: () => this.#app.follow(!this.#app.following) }),
      facts: element("dl"),
      line: element("code"),
      near: element("ul"),
      places: element("ul"),
    };
    this.#parts = parts;
    const close = element("button", { class: "icon close", "aria-label": texts.close, onclick: () => this.#app.select(null) }, "×");
    const link = element("button", { onclick: () => this.#copyLink() }, texts.copyLink);
    this.#place.replaceChildren(
      close, parts.title, parts.name, parts.age, element("p", { class: "buttons" }, parts.follow, link), ...shareControls(this.#segment), parts.facts,
      element("h3", {}, texts.nearby), parts.near,
      ...(MAY_SHOW_PLACES ? [element("h3", {}, texts.places), parts.places] : []),
      element("details", {}, element("summary", {}, texts.line), parts.line));
  }

  async #copyLink() {
    notice(await copied(location.href) ? texts.copied : texts.copyAddress);
  }

  #tick() {
    const client = this.#segment && this.#app.clients.find(this.#segment);
    this.#parts.follow?.setAttribute("aria-pressed", this.#app.following);
    if (this.#parts.follow) {
      this.#parts.follow.textContent = this.#app.following ? texts.following : texts.follow;
    }
    if (client?.reportedAt) {
      const age = client.age(performance.now());
      this.#parts.age.firstChild.dataset.step = step(age);
      this.#parts.age.lastChild.textContent = texts.ago(duration(age));
    }
  }

  async #load(segment) {
    try {
      const report = await api("GET", clientPath(segment));
      if (segment !== this.#segment || report.line === this.#line) {
        return;
      }
      this.#line = report.line;
      this.#fill(report);
      const client = this.#app.clients.find(segment);
      if (client) {
        client.info = report;
      }
      this.#loadNear(segment);
      this.#loadPlaces(segment);
    } catch (problem) {
      const client = this.#app.clients.find(segment);
      if (segment !== this.#segment) {
        return;
      }
      if (problem.status === 404) {
        this.#parts.age.lastChild.textContent = texts.gone;
      } else if (client?.x !== undefined) {
        // A name may be too long for a request.
        this.#fill({ latitude: client.latitude, longitude: client.longitude, line: "" });
      }
    }
  }

  #fill(report) {
    const facts = [
      [texts.position, `${report.latitude.toFixed(5)}, ${report.longitude.toFixed(5)}`],
      [texts.speed, report.speed, texts.kilometresAnHour],
      [texts.course, report.course, texts.degrees],
      [texts.altitude, report.altitude, texts.metres],
      [texts.accuracy, report.accuracy, texts.metres],
      [texts.battery, report.battery, texts.percent],
      [texts.takenBy, report.server],
    ];
    this.#parts.facts.replaceChildren(...facts.filter(([, value]) => value !== undefined)
      .flatMap(([name, value, text = String]) => [element("dt", {}, name), element("dd", {}, text(value))]));
    this.#parts.line.replaceChildren(foreign(report.line));
    if (report.name) {
      this.#parts.title.replaceChildren(foreign(report.name));
      this.#parts.name.replaceChildren(foreign(report.client));
    }
  }

  async #loadNear(segment) {
    const found = await api("GET", `${clientPath(segment)}/near?radius=${NEAR_KILOMETRES}&limit=5`).catch(() => null);
    if (found && segment === this.#segment) {
      const rows = found.clients.map(each => element("li", {}, element("button", {
        onclick: () => this.#app.select(each.href.slice(clientPath("").length), each.client, true),
      }, foreign(each.name || each.client), element("span", { class: "age" }, texts.metres(each.distance)))));
      this.#parts.near.replaceChildren(...rows.length ? rows : [element("li", { class: "quiet" }, texts.nobodyNear)]);
    }
  }

  async #loadPlaces(segment) {
    if (!MAY_SHOW_PLACES) {
      return;
    }
    const found = await api("GET", `${clientPath(segment)}/places?radius=20&limit=4`).catch(() => null);
    if (found && segment === this.#segment) {
      this.#parts.places.replaceChildren(
        ...found.results.map(each => element("li", {}, foreign(each.name), element("span", { class: "quiet" }, foreign(each.vicinity || "")))),
        ...(found.html_attributions || []).map(each => element("li", { class: "quiet credit" }, foreign(each.replace(/<[^>]*>/g, "")))));
    }
  }

  /** Where it was, if this server keeps a history. */
  async #loadPast(segment) {
    this.#app.points.past = [];
    const from = Math.floor(Date.now() / 1000) - PAST_SECONDS;
    const found = await api("GET", `${clientPath(segment)}/history?from=${from}&limit=${MOST_PAST}`).catch(() => null);
    if (found && segment === this.#segment) {
      this.#app.points.past = found.history.flatMap(({ latitude, longitude }) => [toX(longitude), toY(latitude)]);
      this.#app.points.request();
    }
  }
}
