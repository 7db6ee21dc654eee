/** The clients that the page knows of, as the subscriptions tell it. */
import { heading, toX, toY } from "./mercator.js";
import { column } from "./sprites.js";

const MOST_TRAIL = 400;
const USUAL_TRAIL = 24;
/** A shorter step, in the world's width, some metres, says nothing of the heading. */
const LEAST_STEP = 1e-7;
const LONGEST_GLIDE = 1000;
const SHORTEST_GLIDE = 250;
/** Farther than this of the world's width a client is not seen to glide. */
const LONGEST_STEP = 0.02;

const wantsMotion = !matchMedia("(prefers-reduced-motion: reduce)").matches;

/** A client, and how it moves on the screen from where it was to where it is. */
class Client {
  holders = 0;
  heading = null;
  /** The column of its picture: by its heading, or else by the course that it tells. */
  column = 0;
  trail = [];
  keepsTrail = false;
  /** Where it was shown when {@link #advance} was last called; nowhere before it was reported. */
  shownX = NaN;
  shownY = NaN;
  #info = null;
  /** Where it is, on the earth and on the map; undefined until it is reported. */
  latitude;
  longitude;
  x;
  y;
  #fromX = 0;
  #fromY = 0;
  #movedAt = -Infinity;
  #glide = 0;

  constructor(name, segment) {
    this.name = name;
    this.segment = segment;
  }

  get label() {
    return this.#info?.name || this.name;
  }

  /** What the API tells of it besides. */
  set info(report) {
    this.#info = report;
    this.#turn();
  }

  #turn() {
    this.column = column(this.heading ?? this.#info?.course ?? null);
  }

  age(now) {
    return (now - this.reportedAt) / 1000;
  }

  report(latitude, longitude, age, now) {
    this.reportedAt = now - age * 1000;
    const isKnown = this.latitude !== undefined;
    if (isKnown && latitude === this.latitude && longitude === this.longitude) {
      return;
    }
    const x = toX(longitude);
    const y = toY(latitude);
    const isStep = isKnown && Math.abs(x - this.x) < LONGEST_STEP && Math.abs(y - this.y) < LONGEST_STEP;
    if (isStep && Math.abs(x - this.x) + Math.abs(y - this.y) > LEAST_STEP) {
      this.heading = heading(this.x, this.y, x, y);
      this.#turn();
    }
    this.#begin(x, y, isStep && wantsMotion, now);
    this.latitude = latitude;
    this.longitude = longitude;
    this.#remember(x, y);
  }

  /** Sets out for another place, from where it is shown, or jumps there. */
  #begin(x, y, isSeen, now) {
    if (isSeen) {
      this.advance(now);
    }
    this.#fromX = isSeen ? this.shownX : x;
    this.#fromY = isSeen ? this.shownY : y;
    this.#glide = Math.max(SHORTEST_GLIDE, Math.min(LONGEST_GLIDE, now - this.#movedAt));
    this.#movedAt = now;
    this.x = x;
    this.y = y;
    this.advance(now);
  }

  #remember(x, y) {
    const { trail } = this;
    trail.push(x, y);
    const most = 2 * (this.keepsTrail ? MOST_TRAIL : USUAL_TRAIL);
    // Cutting it is dear, so it waits until there is something to cut.
    if (trail.length >= most + most / 2) {
      trail.splice(0, trail.length - most);
    }
  }

  /** Has it shown where it is by now; says whether it still moves. */
  advance(now) {
    const part = (now - this.#movedAt) / this.#glide;
    if (part >= 1) {
      this.shownX = this.x;
      this.shownY = this.y;
      return false;
    }
    this.shownX = this.#fromX + (this.x - this.#fromX) * part;
    this.shownY = this.#fromY + (this.y - this.#fromY) * part;
    return true;
  }
}

export class Clients {
  #bySegment = new Map();
  /** Counts by cell, where there are too many clients for their positions. */
  cells = null;
  #onChange;

  /** @param onChange is called when anything has changed that can be seen */
  constructor(onChange) {
    this.#onChange = onChange;
  }

  get size() {
    return this.#bySegment.size;
  }

  find(segment) {
    return this.#bySegment.get(segment);
  }

  [Symbol.iterator]() {
    return this.#bySegment.values();
  }

  hold(name, segment) {
    let client = this.#bySegment.get(segment);
    if (!client) {
      client = new Client(name, segment);
      this.#bySegment.set(segment, client);
    }
    client.holders++;
    return client;
  }

  release(client) {
    if (--client.holders === 0) {
      this.#bySegment.delete(client.segment);
    }
  }

  changed() {
    this.#onChange();
  }
}

/** What one subscription holds of the clients. */
export class ClientReader {
  #clients;
  #onReady;
  #numbers = new Map();
  /** Those of before the connection broke that were not told again yet. */
  #unconfirmed = new Set();
  #now = 0;

  constructor(clients, onReady = () => {}) {
    this.#clients = clients;
    this.#onReady = onReady;
  }

  /** A message follows, all of which is as of now. */
  began() {
    this.#now = performance.now();
  }

  named(number, name, segment) {
    const client = this.#clients.hold(name, segment);
    this.#numbers.set(number, client);
    if (this.#unconfirmed.delete(client)) {
      this.#clients.release(client);
    }
  }

  reported(number, latitude, longitude, age) {
    this.#clients.cells = null;
    this.#numbers.get(number)?.report(latitude, longitude, age, this.#now);
    this.#clients.changed();
  }

  left(number) {
    const client = this.#numbers.get(number);
    if (client) {
      this.#numbers.delete(number);
      this.#clients.release(client);
      this.#clients.changed();
    }
  }

  gone(number) {
    this.left(number);
  }

  counted(cells) {
    this.end();
    this.#clients.cells = cells;
    this.#clients.changed();
  }

  /** Lets go of all clients. */
  end() {
    this.restarted();
    this.#confirm();
  }

  restarted() {
    this.#numbers.forEach(client => this.#unconfirmed.add(client));
    this.#numbers.clear();
  }

  ready() {
    this.#confirm();
    this.#onReady();
  }

  #confirm() {
    this.#unconfirmed.forEach(client => this.#clients.release(client));
    this.#unconfirmed.clear();
    this.#clients.changed();
  }
}
