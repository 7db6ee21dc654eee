/** Turns TopoJSON of countries into projected outlines. Without the DOM. */
import { toX, toY } from "./mercator.js";

/** A line of the projection, as x and y in turn, with the box around it. */
function line(points) {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    west = Math.min(west, points[i]);
    east = Math.max(east, points[i]);
    north = Math.min(north, points[i + 1]);
    south = Math.max(south, points[i + 1]);
  }
  return { points, west, north, east, south };
}

/** The arcs of a topology, projected; they are stored as steps on a grid. */
function arcs({ arcs: stored, transform: { scale, translate } }) {
  return stored.map(steps => {
    const points = new Float64Array(2 * steps.length);
    let [x, y] = [0, 0];
    steps.forEach(([east, north], i) => {
      x += east;
      y += north;
      points[2 * i] = toX(x * scale[0] + translate[0]);
      points[2 * i + 1] = toY(y * scale[1] + translate[1]);
    });
    return points;
  });
}

/** The points of some arcs one after the other; an arc of a negative number goes backwards. */
function joined(numbers, known) {
  const points = [];
  for (const number of numbers) {
    const arc = known[number < 0 ? ~number : number];
    const length = arc.length / 2;
    for (let i = points.length ? 1 : 0; i < length; i++) {
      const at = number < 0 ? length - 1 - i : i;
      points.push(arc[2 * at], arc[2 * at + 1]);
    }
  }
  return points;
}

/** Points without jumps at the antimeridian: the line goes on beyond the edge of the map instead. */
function unwrapped(points) {
  const whole = Float64Array.from(points);
  for (let i = 2; i < whole.length; i += 2) {
    whole[i] += Math.round(whole[i - 2] - whole[i]);
  }
  return whole;
}

/** A closed line; one that goes around a pole is closed by way of it. */
function ring(numbers, known) {
  const points = unwrapped(joined(numbers, known));
  const around = points.at(-2) - points[0];
  return Math.abs(around) < 0.5 ? line(points) : line(Float64Array.from([...points, points.at(-2), 1, points[0], 1]));
}

/** A line, and its copies where it reaches beyond the map. */
function repeated(part) {
  const moved = by => line(part.points.map((value, i) => i % 2 === 0 ? value + by : value));
  return [part, ...part.east > 1 ? [moved(-1)] : [], ...part.west < 0 ? [moved(1)] : []];
}

const polygons = geometry => geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs || [];

/** Where a country's name goes: in the middle of its largest part. */
function label(country, known) {
  const parts = polygons(country).map(polygon => ring(polygon[0], known));
  const area = part => (part.east - part.west) * (part.south - part.north);
  const largest = parts.reduce((one, other) => area(other) > area(one) ? other : one);
  return {
    name: country.properties.name,
    x: (largest.west + largest.east) / 2,
    y: (largest.north + largest.south) / 2,
    width: largest.east - largest.west,
  };
}

/** The rings of all land, the borders between countries, and the countries' names. */
export function world(topology) {
  const known = arcs(topology);
  const { land, countries } = topology.objects;
  const uses = new Uint8Array(known.length);
  for (const country of countries.geometries) {
    polygons(country).flat(2).forEach(number => uses[number < 0 ? ~number : number]++);
  }
  const parts = land.type === "GeometryCollection" ? land.geometries : [land];
  return {
    land: parts.flatMap(polygons).flatMap(polygon => {
      const [outer, ...holes] = polygon.map(each => repeated(ring(each, known)));
      return outer.map((each, copy) => [each, ...holes.map(hole => hole[copy] || hole[0])]);
    }),
    borders: known.filter((_, number) => uses[number] > 1).flatMap(arc => repeated(line(unwrapped(arc)))),
    names: countries.geometries.filter(each => polygons(each).length).map(each => label(each, known)),
  };
}

/** A ring's part in a box, by Sutherland and Hodgman: clipped at each side in turn. */
export function clip(points, box) {
  const [west, north, east, south] = box;
  const side = (ring, axis, limit, keepsLess) => {
    const kept = [];
    const isIn = at => keepsLess ? ring[at + axis] <= limit : ring[at + axis] >= limit;
    for (let at = 0; at < ring.length; at += 2) {
      const before = at === 0 ? ring.length - 2 : at - 2;
      if (isIn(at) !== isIn(before)) {
        const part = (limit - ring[before + axis]) / (ring[at + axis] - ring[before + axis]);
        const other = ring[before + 1 - axis] + part * (ring[at + 1 - axis] - ring[before + 1 - axis]);
        kept.push(axis === 0 ? limit : other, axis === 0 ? other : limit);
      }
      if (isIn(at)) {
        kept.push(ring[at], ring[at + 1]);
      }
    }
    return kept;
  };
  return side(side(side(side(points, 0, west, false), 0, east, true), 1, north, false), 1, south, true);
}
