/** Areas of fences as the API takes them: circles in kilometres and polygons of GeoJSON, and how they change. Without the DOM. */
import { distance, wrap } from "./mercator.js";

const METRES = 1000;
const LEAST_RADIUS = 0.001;
const MOST_RADIUS = 1000;
const KILOMETRES_A_DEGREE = 111.195;

/** The area of a fence that the API tells of. */
export function areaOf({ latitude, longitude, radius, geometry }) {
  return geometry ?? { latitude, longitude, radius };
}

/** Where an area can be grasped to change its shape: a circle at its edge, a polygon at its corners. */
export function handles(area) {
  if (area.radius === undefined) {
    return corners(area).map(([longitude, latitude]) => ({ latitude, longitude }));
  }
  const degrees = area.radius / (KILOMETRES_A_DEGREE * Math.max(0.01, Math.cos(area.latitude * Math.PI / 180)));
  return [{ latitude: area.latitude, longitude: area.longitude + degrees }];
}

/** The corners of all rings, each once, although GeoJSON has the first of a ring at its end again. */
function corners(area) {
  return area.coordinates.flatMap(ring => ring.slice(0, -1));
}

/** The area so many degrees away. */
export function moved(area, by) {
  if (area.radius !== undefined) {
    return { latitude: area.latitude + by.latitude, longitude: wrap(area.longitude + by.longitude), radius: area.radius };
  }
  const coordinates = area.coordinates.map(ring =>
    ring.map(([longitude, latitude]) => [wrap(longitude + by.longitude), latitude + by.latitude]));
  return { type: "Polygon", coordinates };
}

/** The area with one of its handles, by its number, elsewhere. */
export function reshaped(area, handle, to) {
  if (area.radius !== undefined) {
    const radius = Math.round(distance(area, to)) / METRES;
    return { ...area, radius: Math.max(LEAST_RADIUS, Math.min(MOST_RADIUS, radius)) };
  }
  let first = 0;
  const coordinates = area.coordinates.map(ring => {
    const open = ring.slice(0, -1);
    if (handle >= first && handle < first + open.length) {
      open[handle - first] = [wrap(to.longitude), to.latitude];
    }
    first += open.length;
    return [...open, open[0]];
  });
  return { type: "Polygon", coordinates };
}
