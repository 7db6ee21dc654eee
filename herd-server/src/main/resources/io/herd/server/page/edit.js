/** Has the user move an area on the map, or change its shape, with a pointer or with keys. */
import { handles, moved, reshaped } from "./areas.js";
import { drawing, STYLE } from "./draw.js";

const REACH_PIXELS = 14;
const STEP_PIXELS = 8;
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
/** In place of a handle's number: all of the area. */
const WHOLE = -1;

const toPoint = ({ lat, lng }) => ({ latitude: lat, longitude: lng });
const toLatLng = ({ latitude, longitude }) => L.latLng(latitude, longitude);

/**
 * The area as it is to be; null if the user changed their mind. What is grasped goes where it is dragged to, and is done when it is
 * dropped. Arrows move the whole, or the handle that Tab has gone to, until Enter.
 */
export function editArea(map, area) {
  return drawing(map, ({ end, listen, drawn }) => {
    let current = area;
    let chosen = WHOLE;
    let grasped = null;

    const show = () => {
      drawn.clearLayers();
      const outline = current.radius === undefined
        ? L.geoJSON(current, { style: STYLE })
        : L.circle(toLatLng(current), { ...STYLE, radius: current.radius * 1000 });
      outline.addTo(drawn);
      handles(current).forEach((each, at) =>
        L.circleMarker(toLatLng(each), { ...STYLE, radius: 6, className: `handle${at === chosen ? " chosen" : ""}` }).addTo(drawn));
      return outline;
    };
    const change = (from, start, to) => {
      current = chosen === WHOLE
        ? moved(from, { latitude: to.latitude - start.latitude, longitude: to.longitude - start.longitude })
        : reshaped(from, chosen, to);
      show();
    };
    const handleAt = event => handles(current).findIndex(each =>
      map.latLngToContainerPoint(toLatLng(each)).distanceTo(map.mouseEventToContainerPoint(event)) < REACH_PIXELS);
    const at = event => toPoint(map.mouseEventToLatLng(event));

    listen("pointerdown", event => {
      chosen = handleAt(event);
      grasped = { area: current, start: at(event) };
      show();
    });
    listen("pointermove", event => grasped && change(grasped.area, grasped.start, at(event)));
    listen("pointerup", () => {
      if (grasped && current !== grasped.area) {
        end(current);
      }
      grasped = null;
    });

    const nudge = ([right, down], step) => {
      const start = chosen === WHOLE ? toPoint(show().getBounds().getCenter()) : handles(current)[chosen];
      const point = map.latLngToLayerPoint(toLatLng(start)).add([right * step, down * step]);
      change(current, start, toPoint(map.layerPointToLatLng(point)));
    };
    listen("keydown", event => {
      if (ARROWS[event.key]) {
        nudge(ARROWS[event.key], event.shiftKey ? 1 : STEP_PIXELS);
      } else if (event.key === "Tab") {
        const count = handles(current).length + 1;
        chosen = (chosen + 1 + (event.shiftKey ? count - 1 : 1)) % count - 1;
        show();
      } else if (event.key === "Enter" && !event.repeat) {
        end(current === area ? null : current);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    }, window);
    show();
  });
}
