// What the sources are turned into.

// A tab or a line break within a name would tear the table apart.
const oneLine = (text) => (text ?? '').replace(/[\p{Cc}\s]+/gu, ' ').trim();

// Not Number(), which makes 0 of an empty text: a place without coordinates is not off Africa.
// Rounded at once, so that merging and sorting see the very numbers that are written.
const degrees = (text) => Number(Number.parseFloat(text).toFixed(5));

export const place = ({ id = '', name, lat, lng, code, country, region, population = '' }) => ({
  id, name: oneLine(name), lat: degrees(lat), lng: degrees(lng),
  code, country, region: oneLine(region), population: Number(population),
});

const kindOf = { AIRP: 'airport', RSTN: 'station', ZIP: 'postal code', ISL: 'shore', TIDE: 'shore' };

// Two places of one kind may be one place. What has no kind of its own is a town.
export const kind = ({ code }) => kindOf[code] ?? 'town';

// About 1 km around 0, 0 there is nothing but water and coordinates that nobody filled in.
const isNullIsland = ({ lat, lng }) => Math.abs(lat) < 0.01 && Math.abs(lng) < 0.01;

// GeoNames' codes of towns that are abandoned, destroyed or historical.
const gone = new Set(['PPLCH', 'PPLH', 'PPLQ', 'PPLW']);

// NaN fails every comparison, so places without coordinates fall out here too.
export const isReal = (place) =>
  Math.abs(place.lat) <= 90 && Math.abs(place.lng) <= 180 && !isNullIsland(place) && !gone.has(place.code);
