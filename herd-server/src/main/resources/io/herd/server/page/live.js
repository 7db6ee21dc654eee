/** The WebSocket that tells what changes. It is opened again whenever it breaks, with all its subscriptions. */
import { decode } from "./frames.js";
import { token } from "./session.js";

const SHORTEST_PAUSE = 250;
const LONGEST_PAUSE = 5000;

export class Live {
  #socket = null;
  #pause = SHORTEST_PAUSE;
  #subscriptions = new Map();
  #onState;

  /** @param onState is told "connecting", "live" or "offline" */
  constructor(onState) {
    this.#onState = onState;
    onState("connecting");
    addEventListener("online", () => this.#retry());
  }

  open() {
    const path = token() ? `/t/${encodeURIComponent(token())}/api/v1/live` : "/api/v1/live";
    const socket = new WebSocket(location.origin.replace(/^http/, "ws") + path, "herd.binary.1");
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.#opened();
    socket.onmessage = message => this.#heard(message.data);
    socket.onclose = () => this.#closed(socket);
    this.#socket = socket;
  }

  /** Ends the connection and opens another, such as with another token. */
  reopen() {
    this.#pause = 0;
    this.#socket?.close();
  }

  /** Subscribes, instead of what the id stood for; the reader is told of all that comes. */
  subscribe(id, interest, reader) {
    this.#subscriptions.set(id, { interest, reader });
    this.#send({ subscribe: id, ...interest });
  }

  unsubscribe(id) {
    if (this.#subscriptions.delete(id)) {
      this.#send({ unsubscribe: id });
    }
  }

  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(message));
    }
  }

  #opened() {
    this.#pause = SHORTEST_PAUSE;
    this.#onState("live");
    for (const [id, { interest, reader }] of this.#subscriptions) {
      reader.restarted?.();
      this.#send({ subscribe: id, ...interest });
    }
  }

  #heard(data) {
    if (data instanceof ArrayBuffer) {
      decode(data, id => this.#subscriptions.get(id)?.reader);
      return;
    }
    const message = JSON.parse(data);
    const reader = this.#subscriptions.get(message.id)?.reader;
    if (message.event === "ready") {
      reader?.ready?.();
    } else if (message.event === "fences") {
      reader?.happened?.(message.events);
    } else if (message.event === "error") {
      reader?.refused?.(message.detail);
    }
  }

  #closed(socket) {
    if (socket === this.#socket) {
      this.#onState("offline");
      setTimeout(() => this.open(), this.#pause * (0.5 + Math.random()));
      this.#pause = Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, 2 * this.#pause));
      this.#socket = null;
    }
  }

  #retry() {
    this.#pause = SHORTEST_PAUSE;
  }
}
