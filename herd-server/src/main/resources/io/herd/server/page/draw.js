/** Has the user draw an area on the map, or drag one elsewhere. */

const LEAST_RADIUS_PIXELS = 8;
const USUAL_RADIUS_PIXELS = 60;
const CLOSING_PIXELS = 12;
const STYLE = { className: "fence drawn", weight: 2 };

/**
 * Runs a drawing: the listeners are of the map's container, and Escape ends it. `begin` gets a function that ends it with a result;
 * null if there is none.
 */
function drawing(map, begin) {
  return new Promise(resolve => {
    const container = map.getContainer();
    const ending = new AbortController();
    const drawn = L.layerGroup().addTo(map);
    const end = result => {
      ending.abort();
      drawn.remove();
      map.dragging.enable();
      map.doubleClickZoom.enable();
      container.classList.remove("drawing");
      resolve(result);
    };
    const listen = (type, listener, target = container) =>
      target.addEventListener(type, listener, { signal: ending.signal, capture: true });
    map.dragging.disable();
    map.doubleClickZoom.disable();
    container.classList.add("drawing");
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
    const radius = event => {
      const pixels = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y);
      const wanted = pixels < LEAST_RADIUS_PIXELS ? USUAL_RADIUS_PIXELS : pixels;
      const edge = map.layerPointToLatLng(map.latLngToLayerPoint(center).add([wanted, 0]));
      return Math.min(map.distance(center, edge), 1e6);
    };
    listen("pointerdown", event => {
      center = map.mouseEventToLatLng(event);
      pressed = { x: event.clientX, y: event.clientY };
      circle.setLatLng(center).setRadius(radius(event)).addTo(drawn);
    });
    listen("pointermove", event => center && circle.setRadius(radius(event)));
    listen("pointerup", event => {
      if (center) {
        const { lat, lng } = center.wrap();
        end({ latitude: lat, longitude: lng, radius: Math.max(0.001, Math.round(radius(event)) / 1000) });
      }
    });
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
    listen("click", event => {
      event.stopPropagation();
      if (isFirst(event)) {
        close();
      } else {
        corners.push(map.mouseEventToLatLng(event));
        L.circleMarker(corners.at(-1), { ...STYLE, radius: 4 }).addTo(drawn);
      }
    });
    listen("pointermove", event => shape.setLatLngs([...corners, map.mouseEventToLatLng(event)]));
    listen("keydown", event => event.key === "Enter" && close(), window);
  });
}

function polygon(corners) {
  const ring = [...corners, corners[0]].map(corner => {
    const { lat, lng } = corner.wrap();
    return [lng, lat];
  });
  return { type: "Polygon", coordinates: [ring] };
}

/** How far the user drags a shape, in degrees; null if they changed their mind. */
export function dragShape(map, shape) {
  return drawing(map, ({ end, listen }) => {
    let start = null;
    let at = null;
    const bounds = shape.getBounds();
    const preview = L.rectangle(bounds, { ...STYLE, dashArray: "4" }).addTo(map);
    const stop = result => {
      preview.remove();
      end(result);
    };
    listen("pointerdown", event => start = map.mouseEventToLatLng(event));
    listen("pointermove", event => {
      if (start) {
        at = map.mouseEventToLatLng(event);
        const move = ({ lat, lng }) => [lat + at.lat - start.lat, lng + at.lng - start.lng];
        preview.setBounds([move(bounds.getSouthWest()), move(bounds.getNorthEast())]);
      }
    });
    listen("pointerup", () => start && stop(at && { latitude: at.lat - start.lat, longitude: at.lng - start.lng }));
    listen("keydown", event => event.key === "Escape" && preview.remove(), window);
  });
}
