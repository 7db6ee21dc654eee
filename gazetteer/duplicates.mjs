// Finds out which places are one and the same, though several sources have them, or one has them twice.

import { kind } from './place.mjs';

// Within so many metres two places of one kind are one place, whatever they are called: the other source spells it
// otherwise. Neighbourhoods of one source may well be that near, and so may postal codes, but not on one spot.
const sameKind = { airport: 1_000, station: 200, shore: 200 };
const onOneSpot = 11;
const townsOfTwoSources = 500;

// Within so many metres two places of one name are one place.
const sameName = 1_000;
const sameNameOfTwoSources = 5_000;

const metresPerDegree = 111_195;
const cellsPerDegree = 20; // a cell is 5.5 km high

function metres(a, b) {
  const gap = Math.abs(a.lng - b.lng);
  const shortGap = Math.min(gap, 360 - gap); // neighbours across the antimeridian are near as well
  return Math.hypot(a.lat - b.lat, shortGap * Math.cos(a.lat * Math.PI / 180)) * metresPerDegree;
}

// Accents, case, spaces and hyphens aside.
const folded = (name) => name.normalize('NFD').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

export class KnownPlaces {
  #cells = new Map();

  // The places of a source that were not known; they are from now on. Of two, the first stays.
  add(source) {
    return source.filter((place) => {
      const entry = { place, source, kind: kind(place), name: folded(place.name) };
      const isNew = !this.#around(place).some((other) => isSame(entry, other));
      if (isNew) this.#remember(entry);
      return isNew;
    });
  }

  #remember(entry) {
    const key = cellKey(row(entry.place.lat), column(entry.place.lng));
    this.#cells.set(key, this.#cells.get(key) ?? []).get(key).push(entry);
  }

  #around({ lat, lng }) {
    const reach = Math.min(columns / 2, Math.ceil(1 / Math.cos(lat * Math.PI / 180)));
    const found = [];
    for (let y = row(lat) - 1; y <= row(lat) + 1; y++) {
      for (let x = column(lng) - reach; x <= column(lng) + reach; x++) {
        found.push(...this.#cells.get(cellKey(y, x)) ?? []);
      }
    }
    return found;
  }
}

const columns = 360 * cellsPerDegree;
const row = (lat) => Math.floor(lat * cellsPerDegree);
const column = (lng) => Math.floor(lng * cellsPerDegree);
const cellKey = (y, x) => y * columns + (x + 2 * columns) % columns;

function isSame(a, b) {
  const distance = metres(a.place, b.place);
  if (a.kind !== b.kind) {
    // A shore is named after the town that lies on it.
    return a.kind === 'shore' && b.kind === 'town' && a.name === b.name && distance < sameNameOfTwoSources;
  }
  // Either side of a border may have a town of one name.
  if (a.place.country !== b.place.country) return distance < onOneSpot;
  const twoSources = a.source !== b.source;
  const anyName = a.kind === 'town' && twoSources ? townsOfTwoSources : sameKind[a.kind] ?? onOneSpot;
  return distance < anyName || a.name === b.name && distance < (twoSources ? sameNameOfTwoSources : sameName);
}
