/** What the page shows, as the fragment of its URL and back, so that a link shows the same. Without the DOM. */

const VIEWS = ["clients", "fences", "herd"];

/** Reads a fragment. Total: what is missing or means nothing is left out. */
export function parse(fragment) {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ""));
  const state = { view: VIEWS.includes(parameters.get("view")) ? parameters.get("view") : "clients" };
  const [zoom, latitude, longitude] = (parameters.get("map") || "").split("/").map(Number);
  if (zoom >= 0 && zoom <= 20 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 540) {
    state.map = { zoom, latitude, longitude };
  }
  if (parameters.get("client")) {
    state.client = parameters.get("client");
    state.follow = parameters.has("follow");
  }
  return state;
}

/** Writes a fragment. A client is its path segment, which is exact for every name. */
export function format({ map, view, client, follow }) {
  const digits = Math.max(0, Math.ceil(map.zoom / 3));
  let text = `#map=${map.zoom}/${map.latitude.toFixed(digits)}/${map.longitude.toFixed(digits)}`;
  if (view !== "clients") {
    text += `&view=${view}`;
  }
  if (client) {
    text += `&client=${encodeURIComponent(client)}`;
  }
  return client && follow ? text + "&follow" : text;
}
