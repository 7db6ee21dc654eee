/** Has the user draw an area on the map. */

const LEAST_RADIUS_PIXELS = 8;
const USUAL_RADIUS_PIXELS = 60;
const CLOSING_PIXELS = 12;
export const STYLE = { className: "fence drawn", weight: 2 };

/** Ends the drawing that is going on. */
let giveUp = () => {};

/**
 * Runs a drawing, in place of another: what is drawn is a layer, the listeners are of the map's container, and Escape ends it. `begin` gets a function that
 * ends it with a result; null if there is none.
 */
export function drawing(map, begin) {
  giveUp();
  return new Promise(resolve => {
    const container = map.getContainer();
    const ending = new AbortController();
    const drawn = L.layerGroup().addTo(map);
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const end = result => {
      ending.abort();
      drawn.remove();
      map.dragging.enable();
      map.doubleClickZoom.enable();
      container.classList.remove("drawing");
      focused?.focus();
      giveUp = () => {};
      resolve(result);
    };
    giveUp = () => end(null);
    const listen = (type, listener, target = container) =>
      target.addEventListener(type, listener, { signal: ending.signal, capture: true });
    map.dragging.disable();
    map.doubleClickZoom.disable();
    container.classList.add("drawing");
    // So that the arrows move the map.
    container.focus({ preventScroll: true });
    listen("keydown", event => {
      if (event.key === "Escape") {
        event.stopPropagation();
        end(null);
      }
    }, window);
    begin({ end, listen, drawn });
  });
}

/** A circle as the API has it, in kilometres; null if the user changed their mind. */
export function drawCircle(map) {
  return drawing(map, ({ end, listen, drawn }) => {
    let center = null;
    let pressed = null;
    const circle = L.circle([0, 0], { ...STYLE, radius: 1 });
    const result = pixels => {
      const edge = map.layerPointToLatLng(map.latLngToLayerPoint(center).add([pixels, 0]));
      const { lat, lng } = center.wrap();
      return { latitude: lat, longitude: lng, radius: Math.max(0.001, Math.min(1000, Math.round(map.distance(center, edge)) / 1000)) };
    };
    const dragged = event => {
      const pixels = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y);
      return result(pixels < LEAST_RADIUS_PIXELS ? USUAL_RADIUS_PIXELS : pixels);
    };
    const show = event => circle.setRadius(dragged(event).radius * 1000);
    listen("pointerdown", event => {
      center = map.mouseEventToLatLng(event);
      pressed = { x: event.clientX, y: event.clientY };
      circle.setLatLng(center).addTo(drawn);
      show(event);
    });
    listen("pointermove", event => center && show(event));
    listen("pointerup", event => center && end(dragged(event)));
    listen("keydown", event => {
      if (event.key === "Enter" && !event.repeat) {
        event.preventDefault();
        center = map.getCenter();
        end(result(USUAL_RADIUS_PIXELS));
      }
    }, window);
  });
}

/** A polygon of GeoJSON; null if the user changed their mind. */
export function drawPolygon(map) {
  return drawing(map, ({ end, listen, drawn }) => {
    const corners = [];
    const shape = L.polyline([], STYLE).addTo(drawn);
    const isFirst = event => corners.length > 2
      && map.latLngToContainerPoint(corners[0]).distanceTo(map.mouseEventToContainerPoint(event)) < CLOSING_PIXELS;
    const close = () => corners.length > 2 && end(polygon(corners));
    const add = corner => {
      corners.push(corner);
      shape.setLatLngs(corners);
      L.circleMarker(corner, { ...STYLE, radius: 4 }).addTo(drawn);
    };
    listen("click", event => {
      event.stopPropagation();
      if (isFirst(event)) {
        close();
      } else {
        add(map.mouseEventToLatLng(event));
      }
    });
    listen("pointermove", event => shape.setLatLngs([...corners, map.mouseEventToLatLng(event)]));
    listen("keydown", event => {
      if (event.key === " ") {
        event.preventDefault();
        add(map.getCenter());
      } else if (event.key === "Enter") {
        close();
      }
    }, window);
  });
}

function polygon(corners) {
  const ring = [...corners, corners[0]].map(corner => {
    const { lat, lng } = corner.wrap();
    return [lng, lat];
  });
  return { type: "Polygon", coordinates: [ring] };
}
