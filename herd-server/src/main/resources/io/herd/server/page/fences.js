/** The view of the fences: their areas on the map, what happens at them, and how to draw, move and delete one. */
import { duration } from "./ages.js";
import { api } from "./api.js";
import { areaOf } from "./areas.js";
import { drawCircle, drawPolygon } from "./draw.js";
import { element, foreign, notice } from "./dom.js";
import { editArea } from "./edit.js";
import { texts } from "./texts.js";

const PATH = "/api/v1/fences";
const MOST_EVENTS = 50;
const PAUSE = 10_000;
const FLASH = 1500;

export class Fences {
  #app;
  #place = document.getElementById("fences");
  #shapes = L.layerGroup();
  #byName = new Map();
  #list = element("ul");
  #hint = element("p", { class: "quiet", role: "status" });
  #form = element("form", { hidden: true });
  #events = element("ul", { class: "events" });

  constructor(app) {
    this.#app = app;
    this.#shapes.addTo(app.map);
    const button = (text, draw, hint) => element("button", { onclick: () => this.#draw(draw, hint) }, text);
    this.#place.append(
      element("p", { class: "buttons" }, button(texts.drawCircle, drawCircle, texts.circleHint),
        button(texts.drawPolygon, drawPolygon, texts.polygonHint)),
      this.#hint, this.#form, this.#list, element("h3", {}, texts.events), this.#events);
    app.live.subscribe("fences", { fences: "all" }, { happened: events => events.forEach(each => this.#happened(each)) });
    this.load();
    setInterval(() => document.visibilityState === "visible" && this.load(), PAUSE);
    setInterval(() => this.#age(), 1000);
    this.#age();
  }

  show() {
    this.#place.hidden = false;
    this.load();
  }

  hide() {
    this.#place.hidden = true;
  }

  async load() {
    const found = await api("GET", PATH).catch(() => null);
    if (!found) {
      return;
    }
    const known = found.fences.map(each => each.href + each.defined).join();
    if (known !== this.#list.dataset.known) {
      this.#list.dataset.known = known;
      this.#shapes.clearLayers();
      this.#byName.clear();
      this.#list.replaceChildren(...found.fences.map(each => this.#row(each)));
    }
    this.#hint.textContent ||= found.fences.length === 0 ? texts.noFences : "";
  }

  #row(fence) {
    const style = { className: "fence", weight: 2, interactive: false };
    const shape = (fence.radius !== undefined
      ? L.circle([fence.latitude, fence.longitude], { ...style, radius: fence.radius * 1000 })
      : L.geoJSON(fence.geometry, { style })).addTo(this.#shapes);
    this.#byName.set(fence.name, shape);
    const show = () => this.#app.map.flyToBounds(shape.getBounds(), { maxZoom: 16, padding: [80, 80], duration: 0.8 });
    return element("li", {}, element("button", { onclick: show }, foreign(fence.name)),
      element("button", { class: "small", onclick: () => this.#edit(fence, shape) }, texts.change),
      element("button", { class: "small", onclick: () => this.#remove(fence) }, texts.remove));
  }

  async #draw(draw, hint) {
    this.#hint.textContent = hint;
    const area = await draw(this.#app.map);
    this.#hint.textContent = "";
    if (area) {
      this.#ask(area);
    }
  }

  /** Asks for the name of a new fence. */
  #ask(area) {
    const name = element("input", { "aria-label": texts.fenceName, placeholder: texts.fenceName, title: texts.nameHint, required: true, pattern: "\\S+", maxlength: 200 });
    const done = () => this.#form.hidden = true;
    this.#form.replaceChildren(name, element("button", { class: "small" }, texts.save),
      element("button", { class: "small", type: "button", onclick: done }, texts.cancel));
    this.#form.onsubmit = event => {
      event.preventDefault();
      done();
      this.#change("PUT", `${PATH}/${encodeURIComponent(name.value)}`, area);
    };
    this.#form.hidden = false;
    name.focus();
  }

  async #edit(fence, shape) {
    this.#hint.textContent = texts.changeHint;
    shape.remove();
    const area = await editArea(this.#app.map, areaOf(fence));
    this.#hint.textContent = "";
    // So that it is shown again in any case.
    this.#list.dataset.known = "";
    await (area ? this.#change("PUT", fence.href, area) : this.load());
  }

  async #remove(fence) {
    if (confirm(texts.reallyRemove(fence.name.slice(0, 80)))) {
      await this.#change("DELETE", fence.href);
    }
  }

  async #change(method, path, body) {
    await api(method, path, body).catch(problem => notice(problem.message));
    await this.load();
  }

  #happened(event) {
    const what = texts.event[event.event];
    if (!what) {
      return;
    }
    const shown = element("button", { onclick: () => this.#app.select(event.href.split("/").pop(), event.client, true) }, foreign(event.client));
    const age = element("span", { class: "age", "data-at": performance.now() });
    this.#events.prepend(element("li", { class: event.event }, shown, ` ${what} `, foreign(event.fence), age));
    [...this.#events.children].slice(MOST_EVENTS).forEach(each => each.remove());
    const path = this.#byName.get(event.fence)?.getElement?.();
    path?.classList.add("flash");
    setTimeout(() => path?.classList.remove("flash"), FLASH);
    this.#age();
  }

  #age() {
    this.#events.dataset.empty = this.#events.children.length ? "" : texts.noEvents;
    for (const age of this.#events.querySelectorAll("[data-at]")) {
      age.textContent = duration((performance.now() - age.dataset.at) / 1000);
    }
  }
}
