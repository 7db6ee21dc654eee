/** What is shown: the clients in view, the selected one, and the view at the side. */
import { api } from "./api.js";
import { ClientReader, Clients } from "./clients.js";
import { Details } from "./details.js";
import { Fences } from "./fences.js";
import { format } from "./hash.js";
import { Herd } from "./herd.js";
import { List } from "./list.js";
import { Live } from "./live.js";
import { box, toLatitude, toLongitude } from "./mercator.js";
import { Points } from "./points.js";
import { texts } from "./texts.js";

const MOST_POINTS = 10_000;
const MOST_DETAILS = 500;
const DETAILS_PAUSE = 15_000;
/** Beyond so many steps of zoom most of what was subscribed to would be out of view. */
const MOST_CLOSER = 2;
const byId = id => document.getElementById(id);

export class App {
  selected = null;
  following = false;
  view = "clients";
  clients = new Clients(() => this.points.request());
  live = new Live(state => {
    byId("state").dataset.state = state;
    byId("state").textContent = texts[state];
  });
  #reader = new ClientReader(this.clients, () => this.#ready());
  #followReader = null;
  #isPlaced = false;
  #settling = 0;
  #area = null;
  #watched = null;
  #watchedZoom = 0;

  constructor(map) {
    this.map = map;
    this.points = new Points(map, this.clients);
  }

  /** Shows what the URL says, and goes on with what comes. */
  begin(start) {
    const { map } = this;
    this.#isPlaced = start.map !== undefined || start.client !== undefined;
    this.list = new List(this);
    this.details = new Details(this);
    this.fences = new Fences(this);
    this.herd = new Herd(isDown => document.querySelector("nav [data-view=herd]").classList.toggle("alarm", isDown));
    this.#watch();
    map.on("moveend", () => this.#settled());
    map.on("click", event => this.#clicked(event));
    map.on("mousemove", event => map.getContainer().classList.toggle("over", !!this.points.at(map, event.containerPoint)));
    setInterval(() => this.#loadDetails(), DETAILS_PAUSE);
    setInterval(() => this.#keepInSight(), 300);
    this.show(start.view);
    if (start.client) {
      this.select(start.client, nameOf(start.client), !start.map);
      this.follow(start.follow);
    }
    this.live.open();
  }

  /** Subscribes to what is in view, and somewhat around it, unless all that is known already. */
  #watch() {
    const zoom = this.map.getZoom();
    const isKnown = this.#watched?.contains(this.map.getBounds()) && !this.clients.cells && zoom - this.#watchedZoom <= MOST_CLOSER;
    if (isKnown) {
      return;
    }
    const bounds = this.map.getBounds().pad(0.15);
    this.#watched = bounds;
    this.#watchedZoom = zoom;
    this.#area = box(bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth());
    this.live.subscribe("view", { bbox: this.#area, most: MOST_POINTS }, this.#reader);
  }

  #settled() {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#watch();
      this.remember();
    }, 200);
  }

  #ready() {
    const known = [...this.clients].filter(each => each.x !== undefined);
    if (!this.#isPlaced && known.length && !this.clients.cells) {
      this.#isPlaced = true;
      this.map.fitBounds(known.map(each => [each.latitude, each.longitude]), { maxZoom: 11, paddingTopLeft: [innerWidth < 700 ? 40 : 380, 90], paddingBottomRight: [60, 60], animate: false });
    }
    this.#loadDetails();
  }

  /** What the binary messages lack: courses and the names that people use. */
  async #loadDetails() {
    if (this.clients.size === 0 || this.clients.size > MOST_DETAILS || document.visibilityState !== "visible") {
      return;
    }
    const found = await api("GET", `/api/v1/clients?bbox=${this.#area}&limit=${MOST_DETAILS}`).catch(() => ({ clients: [] }));
    for (const report of found.clients) {
      const client = this.clients.find(report.href.split("/").pop());
      if (client) {
        client.info = report;
      }
    }
    this.points.request();
  }

  #clicked({ containerPoint, latlng }) {
    const client = this.points.at(this.map, containerPoint);
    if (client) {
      this.select(client.segment, client.name);
    } else if (this.clients.cells) {
      this.map.flyTo(latlng, Math.min(this.map.getMaxZoom(), this.map.getZoom() + 2), { duration: 0.6 });
    } else {
      this.select(null);
    }
  }

  /** Selects a client by its path segment, or none; perhaps goes to it. */
  select(segment, name, goes = false) {
    this.#followReader?.end();
    this.live.unsubscribe("selected");
    this.selected = segment ? { segment, name } : null;
    this.points.selected = segment;
    this.points.past = [];
    this.following = false;
    if (segment) {
      let isGoing = goes;
      this.#followReader = new ClientReader(this.clients, () => {
        const client = this.clients.find(segment);
        if (client) {
          client.keepsTrail = true;
        }
        if (client && isGoing) {
          this.map.flyTo([client.latitude, client.longitude], Math.max(9, this.map.getZoom()), { duration: 0.8 });
        }
        isGoing = false;
      });
      this.live.subscribe("selected", { client: name }, this.#followReader);
      this.details.show(segment, name);
    } else {
      this.details.hide();
    }
    this.list.update();
    this.points.request();
    this.remember();
  }

  follow(isWanted) {
    this.following = isWanted && this.selected !== null;
    this.#keepInSight();
    this.remember();
  }

  /** Moves the map only when the followed client nears its edge. */
  #keepInSight() {
    const client = this.following && this.clients.find(this.selected.segment);
    if (client?.x === undefined || !client || this.map._animatingZoom) {
      return;
    }
    client.advance(performance.now());
    const at = [toLatitude(client.shownY), toLongitude(client.shownX)];
    const size = this.map.getSize();
    const { x, y } = this.map.latLngToContainerPoint(at);
    const isCentral = x > size.x * 0.3 && x < size.x * 0.7 && y > size.y * 0.25 && y < size.y * 0.7;
    if (!isCentral) {
      this.map.panTo(at, { animate: true, duration: 0.8 });
    }
  }

  show(view) {
    this.view = view;
    document.querySelectorAll("nav button").forEach(each => each.setAttribute("aria-pressed", each.dataset.view === view));
    byId("clients").hidden = view !== "clients";
    this.fences[view === "fences" ? "show" : "hide"]();
    this.herd[view === "herd" ? "show" : "hide"]();
    document.body.dataset.view = view;
    this.remember();
  }

  /** Has the URL say what is shown. */
  remember() {
    const { lat, lng } = this.map.getCenter().wrap();
    const state = { map: { zoom: this.map.getZoom(), latitude: lat, longitude: lng }, view: this.view, client: this.selected?.segment, follow: this.following };
    if (this.#isPlaced || this.selected || this.view !== "clients") {
      history.replaceState(null, "", format(state));
    }
  }
}

/** The name behind a path segment; the segment itself where the name is not UTF-8. */
export function nameOf(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
