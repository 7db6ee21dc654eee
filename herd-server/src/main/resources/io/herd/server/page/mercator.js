/** The spherical Mercator projection of web maps, onto a square from 0 to 1, and what goes with it. Without the DOM. */

const LIMIT = 85.0511287798;
const RADIANS = Math.PI / 180;
const EARTH_METRES = 6_371_008.8;

export function toX(longitude) {
  return (longitude + 180) / 360;
}

/** What is beyond the projection's limit is at its edge. */
export function toY(latitude) {
  const sine = Math.sin(Math.max(-LIMIT, Math.min(LIMIT, latitude)) * RADIANS);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export function toLongitude(x) {
  return x * 360 - 180;
}

export function toLatitude(y) {
  return Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) / RADIANS;
}

/** A longitude between -180 and 180. */
export function wrap(longitude) {
  return longitude >= -180 && longitude <= 180 ? longitude : ((longitude + 180) % 360 + 360) % 360 - 180;
}

/** A view as the API has boxes, [west, south, east, north]: one that goes around the world has all of it. */
export function box(west, south, east, north) {
  const clamp = latitude => Math.max(-90, Math.min(90, latitude));
  return east - west >= 360 ? [-180, clamp(south), 180, clamp(north)] : [wrap(west), clamp(south), wrap(east), clamp(north)];
}

/** Metres between two positions on a sphere. */
export function distance(one, other) {
  const [south, north] = [one.latitude * RADIANS, other.latitude * RADIANS];
  const across = Math.sin((other.longitude - one.longitude) * RADIANS / 2);
  const up = Math.sin((north - south) / 2);
  return 2 * EARTH_METRES * Math.asin(Math.sqrt(up * up + Math.cos(south) * Math.cos(north) * across * across));
}

/** Degrees from north of the way between two points of the projection, which keeps angles. */
export function heading(fromX, fromY, x, y) {
  return (Math.atan2(x - fromX, fromY - y) / RADIANS + 360) % 360;
}
