/** The list of the clients in view, or of those whose names are searched for. */
import { duration, step } from "./ages.js";
import { ClientReader, Clients } from "./clients.js";
import { element, shortened } from "./dom.js";
import { texts } from "./texts.js";

const MOST_ROWS = 60;
const NAME_CHARACTERS = 60;
const SEARCH = "search";
/** How many that begin so are enough: then the search ends. */
const ENOUGH = 100;

export class List {
  #app;
  #rows = new Map();
  #place = document.getElementById("list");
  #count = document.getElementById("count");
  #input = document.getElementById("search");
  #found = null;
  #typing = 0;

  /** @param app has the map, the live connection, the clients, and what is selected */
  constructor(app) {
    this.#app = app;
    this.#input.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#search(), 150);
    });
    this.#input.addEventListener("keydown", event => {
      if (event.key === "Enter") {
        this.#place.querySelector("button")?.click();
      } else if (event.key === "ArrowDown") {
        this.#place.querySelector("button")?.focus();
      }
    });
    this.#place.addEventListener("keydown", event => this.#step(event));
    setInterval(() => this.update(), 1000);
  }

  focus() {
    this.#input.focus();
    this.#input.select();
  }

  /** Whether there was a search to end. */
  clear() {
    const isSearching = this.#input.value !== "";
    this.#input.value = "";
    this.#search();
    return isSearching;
  }

  #step(event) {
    const way = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const next = way && event.target.closest("li")?.[way]?.querySelector("button");
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }

  /** Names that begin so may be anywhere; those that are known already are found by any part. */
  #search() {
    const text = this.#input.value.trim();
    const { live } = this.#app;
    this.#found = null;
    live.unsubscribe(SEARCH);
    if (text && !/\s/.test(text)) {
      const found = new Clients(() => {
        if (found.size > ENOUGH) {
          live.unsubscribe(SEARCH);
        }
        this.update();
      });
      this.#found = found;
      live.subscribe(SEARCH, { prefix: text }, new ClientReader(found, () => live.unsubscribe(SEARCH)));
    }
    this.update();
  }

  #matching() {
    const text = this.#input.value.trim().toLowerCase();
    const known = [...this.#app.clients].filter(each => each.x !== undefined);
    if (!text) {
      const bounds = this.#app.map.getBounds();
      const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
      const isAcross = longitude => longitude >= west && longitude <= east;
      return known.filter(({ latitude, longitude }) => latitude >= south && latitude <= north
        && (isAcross(longitude) || isAcross(longitude + 360) || isAcross(longitude - 360)));
    }
    const byName = known.filter(each => each.name.toLowerCase().includes(text) || each.label.toLowerCase().includes(text));
    const names = new Set(byName.map(each => each.segment));
    return [...byName, ...[...this.#found || []].filter(each => each.x !== undefined && !names.has(each.segment))];
  }

  update() {
    const isSearch = this.#input.value.trim() !== "";
    const cells = this.#app.clients.cells;
    const all = this.#matching();
    if (cells && !isSearch) {
      this.#count.textContent = texts.inCells(cells.total);
    } else if (isSearch) {
      this.#count.textContent = all.length ? texts.found(all.length) : texts.notFound;
    } else {
      this.#count.textContent = all.length ? texts.inView(all.length) : texts.nobody;
    }
    const shown = all.length > 2000 ? all.slice(0, MOST_ROWS) : all
      .sort((one, other) => one.label < other.label ? -1 : one.label > other.label ? 1 : 0).slice(0, MOST_ROWS);
    this.#show(shown, all.length - shown.length);
  }

  #show(clients, others) {
    const now = performance.now();
    const rows = new Map(clients.map(client => [client.segment, this.#rows.get(client.segment) || this.#row(client)]));
    this.#rows.forEach((row, segment) => rows.has(segment) || row.item.remove());
    let before = null;
    for (const client of clients) {
      const { item, name, dot, age } = rows.get(client.segment);
      const label = shortened(client.label, NAME_CHARACTERS);
      if (name.textContent !== label) {
        name.textContent = label;
      }
      dot.dataset.step = step(client.age(now));
      age.textContent = duration(client.age(now));
      item.classList.toggle("selected", client.segment === this.#app.selected?.segment);
      // Moving only what is out of place keeps the focus where it is.
      const expected = before ? before.nextSibling : this.#place.firstChild;
      if (expected !== item) {
        this.#place.insertBefore(item, expected);
      }
      before = item;
    }
    this.#rows = rows;
    this.#place.dataset.more = others > 0 ? texts.others(others) : "";
  }

  #row(client) {
    const [name, dot, age] = [element("bdi"), element("i", { class: "dot" }), element("span", { class: "age" })];
    const button = element("button", { onclick: () => this.#app.select(client.segment, client.name, true) }, dot, name, age);
    return { item: element("li", {}, button), name, dot, age };
  }
}
