/** Puts the page together: the map, the live connection, what is selected, and the keys. */
import { api } from "./api.js";
import { loadWorld, onlineTiles, outlines } from "./basemap.js";
import { ClientReader, Clients } from "./clients.js";
import { Details } from "./details.js";
import { element, notice } from "./dom.js";
import { Fences } from "./fences.js";
import { format, parse } from "./hash.js";
import { Herd } from "./herd.js";
import { Labels } from "./labels.js";
import { List } from "./list.js";
import { Live } from "./live.js";
import { box, toLatitude, toLongitude } from "./mercator.js";
import { Points } from "./points.js";
import { sharePosition } from "./position.js";
import { isShare, signIn, signOut, token } from "./session.js";
import { texts } from "./texts.js";
import { toggleTheme } from "./theme.js";

const MOST_POINTS = 10_000;
const MOST_DETAILS = 500;
const DETAILS_PAUSE = 15_000;
const { server, tiles, attribution, world } = document.body.dataset;
const byId = id => document.getElementById(id);

document.querySelectorAll("[data-text]").forEach(each => each.textContent = texts[each.dataset.text]);
document.querySelectorAll("[data-label]").forEach(each => each.setAttribute("aria-label", texts[each.dataset.label]));
document.querySelectorAll("[data-hint]").forEach(each => each.placeholder = texts[each.dataset.hint]);
document.title = `${texts.title}: ${server}`;

const start = parse(location.hash);
const map = L.map("map", { attributionControl: false, zoomControl: false, minZoom: 2, maxZoom: 18, worldCopyJump: true, zoomAnimationThreshold: 6 });
const place = start.map || { zoom: innerWidth < 700 ? 2 : 3, latitude: 25, longitude: 5 };
map.setView([place.latitude, place.longitude], place.zoom);
map.getContainer().setAttribute("aria-label", texts.map);
L.control.zoom({ position: "bottomright" }).addTo(map);
L.control.scale({ position: "bottomright", imperial: false }).addTo(map);

class App {
  map = map;
  selected = null;
  following = false;
  view = "clients";
  clients = new Clients(() => this.points?.request());
  points = new Points(map, this.clients);
  live = new Live(state => {
    byId("state").dataset.state = state;
    byId("state").textContent = texts[state];
  });
  #reader = new ClientReader(this.clients, () => this.#ready());
  #followReader = null;
  #isPlaced = start.map !== undefined || start.client !== undefined;
  #settling = 0;
  #area = null;

  begin() {
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
      this.select(start.client, decodeName(start.client), !start.map);
      this.follow(start.follow);
    }
    this.live.open();
  }

  /** Subscribes to what is in view, and somewhat around it. */
  #watch() {
    const bounds = map.getBounds().pad(0.15);
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
      map.fitBounds(known.map(each => [each.latitude, each.longitude]), { maxZoom: 11, paddingTopLeft: [innerWidth < 700 ? 40 : 380, 90], paddingBottomRight: [60, 60], animate: false });
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
    const client = this.points.at(map, containerPoint);
    if (client) {
      this.select(client.segment, client.name);
    } else if (this.clients.cells) {
      map.flyTo(latlng, Math.min(map.getMaxZoom(), map.getZoom() + 2), { duration: 0.6 });
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
          map.flyTo([client.latitude, client.longitude], Math.max(9, map.getZoom()), { duration: 0.8 });
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
    if (client?.x === undefined || !client || map._animatingZoom) {
      return;
    }
    const now = performance.now();
    const at = [toLatitude(client.shownY(now)), toLongitude(client.shownX(now))];
    const size = map.getSize();
    const { x, y } = map.latLngToContainerPoint(at);
    const isCentral = x > size.x * 0.3 && x < size.x * 0.7 && y > size.y * 0.25 && y < size.y * 0.7;
    if (!isCentral) {
      map.panTo(at, { animate: true, duration: 0.8 });
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
    const { lat, lng } = map.getCenter().wrap();
    const state = { map: { zoom: map.getZoom(), latitude: lat, longitude: lng }, view: this.view, client: this.selected?.segment, follow: this.following };
    if (this.#isPlaced || this.selected || this.view !== "clients") {
      history.replaceState(null, "", format(state));
    }
  }
}

function decodeName(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function showLegend() {
  byId("legend").replaceChildren(...texts.ages.map((text, at) => element("span", {}, element("i", { class: "dot", "data-step": at }), text)));
  const credits = tiles ? [attribution] : [texts.noTile, texts.towns];
  byId("credits").textContent = credits.join(" · ");
}

/** Lets the user show a token, or forget it. */
function askForToken(reason) {
  const dialog = byId("sign-in");
  if (dialog.open || isShare) {
    return;
  }
  const input = element("input", { type: "password", autocomplete: "off", "aria-label": texts.token, placeholder: texts.token, required: true });
  const done = () => location.reload();
  dialog.replaceChildren(element("form", {
    method: "dialog",
    onsubmit: () => {
      signIn(input.value);
      done();
    },
  }, element("h2", {}, texts.signIn), element("p", {}, reason), input,
  element("p", { class: "buttons" }, element("button", {}, texts.signIn), token()
    ? element("button", { type: "button", onclick: () => { signOut(); done(); } }, texts.signOut)
    : element("button", { type: "button", onclick: () => dialog.close() }, texts.cancel))));
  dialog.showModal();
}

function listenToKeys(app) {
  const views = { c: "clients", f: "fences", h: "herd" };
  addEventListener("keydown", event => {
    const isTyping = event.target.matches("input, textarea") || event.ctrlKey || event.metaKey || event.altKey;
    if (event.key === "Escape") {
      if (!app.list.clear()) {
        app.select(null);
      }
      event.target.blur?.();
    } else if (isTyping) {
      return;
    } else if (event.key === "/") {
      event.preventDefault();
      app.show("clients");
      app.list.focus();
    } else if (event.key === "l") {
      app.follow(!app.following);
    } else if (event.key === "t") {
      toggleTheme();
    } else if (views[event.key]) {
      app.show(views[event.key]);
    }
  });
}

async function showMap() {
  const known = await loadWorld(world);
  (tiles ? onlineTiles(tiles) : outlines(known)).addTo(map);
  if (!tiles) {
    new Labels(map, known.names);
  }
}

const app = new App();
showLegend();
app.begin();
listenToKeys(app);
showMap().catch(problem => notice(problem.message));
document.querySelectorAll("nav button").forEach(each => each.addEventListener("click", () => app.show(each.dataset.view)));
byId("theme").addEventListener("click", toggleTheme);
byId("account").addEventListener("click", () => askForToken(texts.signInHint));
byId("account").hidden = isShare;
sharePosition(byId("position"), name => app.selected || app.select(encodeURIComponent(name), name, true));
api("GET", "/api/v1/clients?bbox=0,0,0,0&limit=1").catch(problem => {
  if (problem.status === 401) {
    askForToken(token() ? texts.refusedToken : texts.signInFirst);
  }
});
addEventListener("hashchange", () => {
  const wanted = parse(location.hash);
  if (wanted.map) {
    map.setView([wanted.map.latitude, wanted.map.longitude], wanted.map.zoom);
  }
  app.show(wanted.view);
  app.select(wanted.client || null, wanted.client && decodeName(wanted.client));
  app.follow(wanted.follow || false);
});
/** For tests and for the curious. */
window.herd = app;
