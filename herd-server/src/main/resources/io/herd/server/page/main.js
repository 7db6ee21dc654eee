/** Puts the page together. */
import { api } from "./api.js";
import { App, nameOf } from "./app.js";
import { loadWorld, onlineTiles, outlines } from "./basemap.js";
import { element, notice } from "./dom.js";
import { parse } from "./hash.js";
import { listenToKeys } from "./keys.js";
import { Labels } from "./labels.js";
import { sharePosition } from "./position.js";
import { isShare, token } from "./session.js";
import { askForToken } from "./signin.js";
import { texts } from "./texts.js";
import { toggleTheme } from "./theme.js";

const { server, tiles, attribution, world } = document.body.dataset;
const byId = id => document.getElementById(id);

document.querySelectorAll("[data-text]").forEach(each => each.textContent = texts[each.dataset.text]);
document.querySelectorAll("[data-label]").forEach(each => each.setAttribute("aria-label", texts[each.dataset.label]));
document.querySelectorAll("[data-hint]").forEach(each => each.placeholder = texts[each.dataset.hint]);
document.title = `${texts.title}: ${server}`;

const start = parse(location.hash);
const map = L.map("map", { attributionControl: false, zoomControl: false, minZoom: 2, maxZoom: 18, worldCopyJump: true, zoomAnimationThreshold: 6, fadeAnimation: false });
const place = start.map || { zoom: innerWidth < 700 ? 2 : 3, latitude: 25, longitude: 5 };
map.setView([place.latitude, place.longitude], place.zoom);
map.getContainer().setAttribute("aria-label", texts.map);
L.control.zoom({ position: "bottomright" }).addTo(map);
L.control.scale({ position: "bottomright", imperial: false }).addTo(map);

function showLegend() {
  byId("legend").replaceChildren(...texts.ages.map((text, at) => element("span", {}, element("i", { class: "dot", "data-step": at }), text)));
  const credits = tiles ? [attribution] : [texts.noTile, texts.towns];
  byId("credits").textContent = credits.join(" · ");
}

async function showMap() {
  if (tiles) {
    onlineTiles(tiles).addTo(map);
    return;
  }
  const known = await loadWorld(world);
  outlines(known).addTo(map);
  new Labels(map, known.names);
}

const app = new App(map);
showLegend();
app.begin(start);
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
  app.select(wanted.client || null, wanted.client && nameOf(wanted.client));
  app.follow(wanted.follow || false);
});
/** For tests and for the curious. */
window.herd = app;
