/** The clients of a frame: where each is on the canvas, and which picture it gets. Its arrays are used for all frames. */
import { step } from "./ages.js";
import { copies } from "./canvas.js";
import { COLUMNS } from "./sprites.js";

const USUAL = 1024;

export class Shown {
  count = 0;
  /** Whether any client, in view or not, is on its way to where it was reported. */
  isMoving = false;
  clients = [];
  xs = new Float32Array(USUAL);
  ys = new Float32Array(USUAL);
  /** The number of a picture in the sheet, row by row. */
  pictures = new Uint16Array(USUAL);
  /** By how many worlds to the east each is. */
  copies = new Int8Array(USUAL);

  /** Finds those in view, and up to a margin around it. */
  collect(clients, view, margin, now) {
    const { world, x: left, y: top } = view;
    const [east, south] = [view.width + margin, view.height + margin];
    const all = copies(view);
    this.count = 0;
    this.isMoving = false;
    for (const client of clients) {
      if (client.x === undefined) {
        continue;
      }
      this.isMoving = client.advance(now) || this.isMoving;
      const y = client.shownY * world + top;
      if (y < -margin || y > south) {
        continue;
      }
      for (const copy of all) {
        const x = (client.shownX + copy) * world + left;
        if (x > -margin && x < east) {
          this.#add(client, x, y, copy, now);
        }
      }
    }
    this.clients.length = this.count;
  }

  #add(client, x, y, copy, now) {
    const at = this.count++;
    if (at === this.xs.length) {
      this.#grow();
    }
    this.clients[at] = client;
    this.xs[at] = x;
    this.ys[at] = y;
    this.copies[at] = copy;
    this.pictures[at] = step(client.age(now)) * COLUMNS + client.column;
  }

  #grow() {
    for (const name of ["xs", "ys", "pictures", "copies"]) {
      const grown = new this[name].constructor(2 * this[name].length);
      grown.set(this[name]);
      this[name] = grown;
    }
  }
}
