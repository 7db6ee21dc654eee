/** Tests of the page's modules that need no DOM. Returns what is wrong, a line each. */
async main => {
  const load = name => import(new URL(name, main).href);
  const [frames, ages, hash, mercator, topology, rates] = await Promise.all(
    ["frames.js", "ages.js", "hash.js", "mercator.js", "topology.js", "rates.js"].map(load));
  const failures = [];
  const equal = (what, found, expected) => {
    if (JSON.stringify(found) !== JSON.stringify(expected)) {
      failures.push(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
    }
  };
  const near = (what, found, expected) => Math.abs(found - expected) < 1e-6 || equal(what, found, expected);

  const bytes = (...parts) => Uint8Array.from(parts.flatMap(([size, value]) =>
    Array.from({ length: size }, (_, i) => Number((BigInt.asUintN(64, BigInt(value)) >> BigInt(8 * (size - 1 - i))) & 255n)))).buffer;
  const read = buffer => {
    const calls = [];
    const reader = Object.fromEntries(["named", "reported", "left", "gone"].map(name => [name, (...given) => calls.push([name, ...given])]));
    reader.counted = cells => calls.push(["counted", cells.west, cells.columns, [...cells.counts], cells.total]);
    frames.decode(buffer, (id, now) => calls.push([id, now]) && reader);
    return calls;
  };
  const head = kind => [[1, kind], [1, 1], [1, 118], [8, 1795871573092]];
  equal("changes", read(bytes(...head(1), [2, 1], [4, 7], [2, 2], [1, 97], [1, 255],
    [2, 1], [4, 7], [4, 340689300], [4, -1184451270], [4, -15], [2, 1], [4, 8], [2, 1], [4, 9])), [
    ["v", 1795871573092], ["named", 7, "a\ufffd", "a%FF"], ["reported", 7, 34.06893, -118.445127, -1.5], ["left", 8], ["gone", 9]]);
  equal("cells", read(bytes(...head(2), [4, -10000000], [4, 0], [4, 10000000], [4, 5], [2, 2], [2, 1], [4, 3], [4, 4294967295])), [
    ["v", 1795871573092], ["counted", -1, 2, [3, 4294967295], 4294967298]]);
  equal("a segment", frames.segment(new TextEncoder().encode("a/b c~é")), "a%2Fb%20c~%C3%A9");

  equal("durations", [-1, 0, 59.9, 60, 3600, 90000].map(ages.duration), ["0 s", "0 s", "59 s", "1 min", "1 h", "1 d"]);
  equal("steps", [0, 15, 60, 600, 3600].map(ages.step), [0, 1, 2, 3, 4]);

  const state = { map: { zoom: 9, latitude: 34.5, longitude: -118.25 }, view: "herd", client: "a%2Fb&c", follow: true };
  equal("a fragment", hash.parse(hash.format(state)), { view: "herd", map: state.map, client: "a%2Fb&c", follow: true });
  equal("fragments that mean nothing", ["", "#map=x/1/2", "#map=3/91/0&view=nothing"].map(hash.parse), Array(3).fill({ view: "clients" }));

  near("a latitude there and back", mercator.toLatitude(mercator.toY(34.07)), 34.07);
  near("the equator", mercator.toY(0), 0.5);
  near("the pole is at the edge", mercator.toY(90), 0);
  near("north", mercator.heading(0.5, 0.5, 0.5, 0.4), 0);
  near("west", mercator.heading(0.5, 0.5, 0.4, 0.5), 270);
  equal("boxes", [mercator.box(170, -10, 190, 10), mercator.box(-300, -95, 300, 95)], [[170, -10, -170, 10], [-180, -90, 180, 90]]);

  equal("a clipped square", topology.clip([0, 0, 4, 0, 4, 4, 0, 4], [1, 1, 2, 2]).length, 8);
  equal("nothing is left outside", topology.clip([0, 0, 1, 0, 1, 1], [5, 5, 6, 6]), []);
  const square = [[0, 0], [340, 0], [0, 10], [-340, 0], [0, -10]];
  const world = topology.world({
    transform: { scale: [1, 1], translate: [-170, 0] }, arcs: [square],
    objects: { land: { type: "Polygon", arcs: [[0]] }, countries: { geometries: [{ type: "Polygon", arcs: [[0]], properties: { name: "A" } }] } },
  });
  equal("land across the antimeridian is narrow, and at both edges", world.land.map(([ring]) => (ring.east - ring.west).toFixed(3)), ["0.056", "0.056"]);

  const status = (reports, uptime) => ({ commands: { reports }, uptime_ms: uptime, journal: {}, root: "r", digest_key: "k", horizon_ms: 1,
    links: [{ neighbour: "B", state: "open", lag_ms: 5, pending: 2, counters: { told: reports } }] });
  const servers = (reports, uptime) => [{ server: "A", neighbours: ["B"], status: status(reports, uptime) }, { server: "B", neighbours: ["A"], down: "away" }];
  const history = new rates.History();
  [[10, 1000, 1], [30, 2000, 2], [5, 100, 3]].forEach(([reports, uptime, at]) => history.add(servers(reports, uptime), at));
  equal("a restart is a gap", history.series("A", "reports"), [null, 20, null]);
  equal("who is down", servers(1, 1).map(each => rates.standing(each).level), ["well", "down"]);
  equal("links", rates.edges(servers(1, 1)).map(({ from, to, isOpen, pending }) => [from, to, isOpen, pending]), [["A", "B", false, 2]]);
  equal("one server agrees with itself", rates.disagreement(servers(1, 1)), null);
  return failures;
}
