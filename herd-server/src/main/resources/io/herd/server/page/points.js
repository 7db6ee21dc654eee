/** Draws the clients, their trails and names on one canvas, and finds the one under the pointer. */
import { step } from "./ages.js";
import { CanvasLayer } from "./canvas.js";
import { drawCells } from "./cells.js";
import { shortened } from "./dom.js";
import { Pixels } from "./pixels.js";
import { Shown } from "./shown.js";
import { COLUMNS, sprites } from "./sprites.js";
import { onTheme, palette } from "./theme.js";

const MOST_NAMES = 120;
const MOST_TRAILS = 600;
const REACH = 16;
const NAME_CHARACTERS = 28;
const FONT = "500 12px system-ui, sans-serif";

const radiusFor = count => count > 4000 ? 3 : count > 1200 ? 4.5 : count > 300 ? 6 : 8;

export class Points {
  #clients;
  #layer;
  #sprites = null;
  #spritesFor = "";
  #pixels = new Pixels();
  #shown = new Shown();
  /** The segment of the client that is marked. */
  selected = null;
  /** What the server knows of where the marked one was, as x and y in turn. */
  past = [];
  /** How many frames were drawn, for those who measure. */
  frames = 0;

  constructor(map, clients) {
    this.#clients = clients;
    this.#layer = new CanvasLayer({ pane: "overlayPane", follows: true, draw: (context, view) => this.#draw(context, view) }).addTo(map);
    onTheme(() => {
      this.#sprites = null;
      this.request();
    });
    // What does not move grows old.
    setInterval(() => this.request(), 1000);
  }

  /** Has all drawn again in the next frame. */
  request() {
    this.#layer.request();
  }

  #draw(context, view) {
    this.frames++;
    const now = performance.now();
    if (this.#clients.cells) {
      drawCells(context, view, this.#clients.cells);
    }
    const shown = this.#shown;
    shown.collect(this.#clients, view, REACH, now);
    // Pixels are put over all that is below, so beyond this there are none of these.
    if (shown.count <= MOST_TRAILS) {
      shown.clients.forEach((client, at) => this.#drawTrail(context, view, client, at, now));
    }
    this.#drawPoints(context, view);
    this.#drawSelected(context);
    if (shown.count <= MOST_NAMES) {
      this.#drawNames(context);
    }
    if (shown.isMoving) {
      this.request();
    }
  }

  #drawPoints(context, view) {
    const shown = this.#shown;
    const radius = radiusFor(shown.count);
    const wanted = `${radius} ${view.ratio}`;
    if (!this.#sprites || this.#spritesFor !== wanted) {
      this.#sprites = sprites(radius, view.ratio);
      this.#spritesFor = wanted;
    }
    if (shown.count > MOST_TRAILS) {
      this.#pixels.draw(context, view.ratio, this.#sprites, shown);
      return;
    }
    const { canvas, step: width, size } = this.#sprites;
    for (let at = 0; at < shown.count; at++) {
      const picture = shown.pictures[at];
      const [column, row] = [picture % COLUMNS, Math.floor(picture / COLUMNS)];
      context.drawImage(canvas, column * width, row * width, width, width, shown.xs[at] - size / 2, shown.ys[at] - size / 2, size, size);
    }
  }

  #drawTrail(context, view, client, at, now) {
    const isSelected = client.segment === this.selected;
    const trail = isSelected ? [...this.past, ...client.trail.slice(0, -2)] : client.trail.slice(0, -2);
    if (trail.length === 0) {
      return;
    }
    const copy = this.#shown.copies[at];
    context.beginPath();
    for (let i = 0; i < trail.length; i += 2) {
      const [pointX, pointY] = [(trail[i] + copy) * view.world + view.x, trail[i + 1] * view.world + view.y];
      if (i === 0 || Math.abs(trail[i] - trail[i - 2]) > 0.5) {
        context.moveTo(pointX, pointY);
      } else {
        context.lineTo(pointX, pointY);
      }
    }
    context.lineTo(this.#shown.xs[at], this.#shown.ys[at]);
    context.strokeStyle = palette().ages[step(client.age(now))];
    context.globalAlpha = isSelected ? 0.9 : 0.35;
    context.lineWidth = isSelected ? 2.5 : 1.5;
    context.lineJoin = "round";
    context.stroke();
    context.globalAlpha = 1;
  }

  #drawSelected(context) {
    const { clients, count, xs, ys } = this.#shown;
    context.strokeStyle = palette().selected;
    context.lineWidth = 2;
    for (let at = 0; at < count; at++) {
      if (clients[at].segment === this.selected) {
        context.beginPath();
        context.arc(xs[at], ys[at], 16, 0, 2 * Math.PI);
        context.stroke();
      }
    }
  }

  /** Names next to the clients, as many as do not cover each other; that of the marked one always. */
  #drawNames(context) {
    const { clients, xs, ys } = this.#shown;
    const taken = [];
    context.font = FONT;
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.direction = "ltr";
    context.lineWidth = 3;
    context.lineJoin = "round";
    const all = clients.map((client, at) => ({ client, x: xs[at], y: ys[at] }));
    const first = all.filter(each => each.client.segment === this.selected);
    for (const { client, x, y } of [...first, ...all]) {
      const box = { west: x + 12, east: x + 16 + 7 * Math.min(NAME_CHARACTERS, client.label.length), north: y - 8, south: y + 8 };
      if (taken.some(other => other.west < box.east && box.west < other.east && other.north < box.south && box.north < other.south)) {
        continue;
      }
      taken.push(box);
      // Isolated, so that a name from right to left stays at its place.
      const text = `\u2068${shortened(client.label, NAME_CHARACTERS)}\u2069`;
      context.strokeStyle = palette().halo;
      context.strokeText(text, x + 14, y);
      context.fillStyle = palette().name;
      context.fillText(text, x + 14, y);
    }
  }

  /** The client nearest to a point of the map's container; undefined if none is near. */
  at(map, point) {
    let nearest;
    let least = REACH * REACH;
    const origin = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
    const world = 256 * 2 ** map.getZoom();
    for (const client of this.#clients) {
      const east = ((client.shownX * world - origin.x - point.x) % world + 1.5 * world) % world - world / 2;
      const south = client.shownY * world - origin.y - point.y;
      if (east * east + south * south < least) {
        least = east * east + south * south;
        nearest = client;
      }
    }
    return nearest;
  }
}
