/** The picture of the servers and their links. */
import { svg } from "./dom.js";
import { edges, standing } from "./rates.js";
import { texts } from "./texts.js";

const WIDTH = 640;
const HEIGHT = 400;
const RADIUS = 34;

/** Where the servers are: on an ellipse, the first at the top. */
function places(servers) {
  return new Map(servers.map(({ server }, index) => {
    const angle = 2 * Math.PI * index / servers.length - Math.PI / 2;
    const isOne = servers.length === 1;
    return [server, {
      x: WIDTH / 2 + (isOne ? 0 : Math.cos(angle) * 225),
      y: HEIGHT / 2 + (isOne ? 0 : Math.sin(angle) * 135),
    }];
  }));
}

/** A graph that is updated in place, so that what moves in it goes on. */
export class Graph {
  node = svg("svg", { class: "graph", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" });
  #links = svg("g");
  #servers = svg("g");
  #shape = "";
  #parts = new Map();

  constructor() {
    this.node.append(this.#links, this.#servers);
  }

  update(servers, own, history, label) {
    const shape = servers.map(each => each.server + each.neighbours).join();
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(servers);
    }
    this.node.setAttribute("aria-label", label);
    for (const edge of edges(servers)) {
      const { line, flow, text } = this.#parts.get(`${edge.from} ${edge.to}`);
      const isDown = [edge.from, edge.to].some(name => !servers.find(each => each.server === name).status);
      line.setAttribute("class", edge.isOpen ? "link" : "link broken");
      const rate = Math.max(history.newest(edge.from, "told") ?? 0, history.newest(edge.to, "told") ?? 0);
      const pace = rate < 1 ? "still" : rate < 100 ? "slow" : rate < 5000 ? "medium" : "fast";
      flow.setAttribute("class", edge.isOpen ? `flow ${pace}` : "flow broken");
      text.textContent = edge.pending > 0 && !isDown ? texts.behind(edge.pending, edge.lag) : "";
    }
    for (const entry of servers) {
      const { group, clients, rate } = this.#parts.get(entry.server);
      group.setAttribute("class", `server ${standing(entry).level}${entry.server === own ? " own" : ""}`);
      clients.textContent = entry.status ? entry.status.clients.toLocaleString("en") : texts.isDown;
      const newest = history.newest(entry.server, "reports");
      rate.textContent = newest === null ? "" : `${texts.perSecond(newest)}/s`;
    }
  }

  #build(servers) {
    const at = places(servers);
    this.#links.replaceChildren();
    this.#servers.replaceChildren();
    for (const { from, to } of edges(servers)) {
      const [start, end] = [at.get(from), at.get(to)];
      const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
      // Bent towards the middle of the picture, so that links do not cover each other.
      const bend = { x: middle.x + (WIDTH / 2 - middle.x) * 0.25, y: middle.y + (HEIGHT / 2 - middle.y) * 0.25 };
      const path = `M${start.x} ${start.y}Q${bend.x} ${bend.y} ${end.x} ${end.y}`;
      const line = svg("path", { d: path });
      const flow = svg("path", { d: path });
      const text = svg("text", { x: (middle.x + bend.x) / 2, y: (middle.y + bend.y) / 2 - 6, class: "owed" });
      this.#links.append(line, flow, text);
      this.#parts.set(`${from} ${to}`, { line, flow, text });
    }
    for (const { server } of servers) {
      const { x, y } = at.get(server);
      const name = svg("text", { y: RADIUS + 20, class: "name" }, server);
      const clients = svg("text", { y: -1, class: "clients" });
      const rate = svg("text", { y: 14, class: "rate" });
      const group = svg("g", { transform: `translate(${x} ${y})` },
        svg("circle", { r: RADIUS + 7, class: "halo" }), svg("circle", { r: RADIUS, class: "body" }), name, clients, rate);
      this.#servers.append(group);
      this.#parts.set(server, { group, clients, rate });
    }
  }
}
