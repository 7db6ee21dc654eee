/** The names of countries and towns on the map below, as many as do not cover each other. */
import { CanvasLayer, copies } from "./canvas.js";
import { toX, toY } from "./mercator.js";
import { onTheme, palette } from "./theme.js";

const LEAST_ZOOM = 3;
const MOST_ZOOM = 14;
/** Beyond this zoom countries are too large for a name. */
const COUNTRY_ZOOM = 6;

export class Labels {
  #countries;
  #tiles = new Map();
  #layer;

  constructor(map, countries) {
    this.#countries = countries;
    map.createPane("labels").classList.add("labels");
    this.#layer = new CanvasLayer({ pane: "labels", margin: 0.25, draw: (context, view) => this.#draw(context, view) }).addTo(map);
    onTheme(this.#layer.request);
  }

  #draw(context, view) {
    const taken = [];
    if (view.zoom <= COUNTRY_ZOOM) {
      this.#countries.filter(each => each.width * view.world > 11 * each.name.length).forEach(each =>
        this.#write(context, view, taken, { ...each, text: each.name.toUpperCase(), isCountry: true }));
    }
    if (view.zoom >= LEAST_ZOOM) {
      this.#towns(view).forEach(each => this.#write(context, view, taken, each));
    }
  }

  /** The towns of the tiles in view that are known; the others are asked for. */
  #towns(view) {
    const zoom = Math.min(MOST_ZOOM, Math.round(view.zoom) - 1);
    const count = 2 ** zoom;
    const size = view.world / count;
    const towns = [];
    for (let x = Math.floor(-view.x / size); x * size + view.x < view.width; x++) {
      for (let y = Math.max(0, Math.floor(-view.y / size)); y < count && y * size + view.y < view.height; y++) {
        towns.push(...this.#tile(`${zoom}/${(x % count + count) % count}/${y}`));
      }
    }
    const least = view.zoom < 5 ? 10 ** (6.5 - 0.3 * view.zoom) : 0;
    return towns.filter(town => town.population >= least).sort((one, other) => other.population - one.population);
  }

  #tile(name) {
    if (!this.#tiles.has(name)) {
      this.#tiles.set(name, []);
      this.#load(name);
    }
    return this.#tiles.get(name);
  }

  async #load(name) {
    const answer = await fetch(`/page/towns/${name}`).catch(() => null);
    if (!answer?.ok) {
      this.#tiles.delete(name);
      return;
    }
    this.#tiles.set(name, (await answer.json()).map(([text, latitude, longitude, population]) =>
      ({ text, x: toX(longitude), y: toY(latitude), population })));
    this.#layer.request();
  }

  #write(context, view, taken, { text, x, y, isCountry, population }) {
    const colors = palette();
    const size = isCountry ? 11 : population > 1e6 ? 13 : population > 1e5 ? 12 : 11;
    context.font = `${isCountry || population > 1e6 ? 600 : 400} ${size}px system-ui, sans-serif`;
    context.letterSpacing = isCountry ? "2px" : "0px";
    const width = context.measureText(text).width;
    for (const copy of copies(view)) {
      const [left, top] = [(x + copy) * view.world + view.x, y * view.world + view.y];
      const west = isCountry ? left - width / 2 : left + 6;
      if (west > view.width || west + width < 0 || top < 0 || top > view.height) {
        continue;
      }
      const box = { west: west - 8, east: west + width + 8, north: top - size, south: top + size };
      if (taken.some(other => other.west < box.east && box.west < other.east && other.north < box.south && box.north < other.south)) {
        continue;
      }
      taken.push(box);
      context.textBaseline = "middle";
      context.lineJoin = "round";
      context.lineWidth = 3;
      context.strokeStyle = colors.halo;
      context.strokeText(text, west, top);
      context.fillStyle = isCountry ? colors.country : colors.town;
      context.fillText(text, west, top);
      if (!isCountry) {
        context.beginPath();
        context.arc(left, top, 2, 0, 2 * Math.PI);
        context.fillStyle = colors.townDot;
        context.fill();
      }
    }
  }
}
