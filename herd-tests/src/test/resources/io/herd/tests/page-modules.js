/** Tests of the page's modules that need no DOM. Returns what is wrong, a line each. */
async main => {
  const load = name => import(new URL(name, main).href);
  const [frames, ages, areas, hash, mercator, topology, rates, theme] = await Promise.all(
    ["frames.js", "ages.js", "areas.js", "hash.js", "mercator.js", "topology.js", "rates.js", "theme.js"].map(load));
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
    reader.began = () => {};
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
  for (const [name, expected] of [["a/b c~é", "a%2Fb%20c~%C3%A9"], ["a-b_c.d~1", "a-b_c.d~1"], ["a\n", "a%0A"]]) {
    equal("a segment", frames.segment(new TextEncoder().encode(name), name), expected);
  }

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

  near("a degree in kilometres", mercator.distance({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 }) / 111_195, 1);

  const disc = { latitude: 0, longitude: 179, radius: 111.195 };
  const plot = { type: "Polygon", coordinates: [[[0, 0], [2, 0], [2, 2], [0, 0]], [[1, 0.5], [1.5, 0.5], [1.5, 1], [1, 0.5]]] };
  equal("a circle is moved across the antimeridian", areas.moved(disc, { latitude: 1, longitude: 2 }), { latitude: 1, longitude: -179, radius: 111.195 });
  equal("a circle is grasped at its edge", areas.handles(disc).map(each => each.longitude.toFixed(3)), ["180.000"]);
  equal("a circle is widened", areas.reshaped(disc, 0, { latitude: 0, longitude: 179.5 }).radius.toFixed(1), "55.6");
  equal("a circle is not larger than the API takes it", areas.reshaped(disc, 0, { latitude: 0, longitude: 0 }).radius, 1000);
  equal("a polygon is grasped at all corners", areas.handles(plot).length, 6);
  equal("a ring stays closed", areas.reshaped(plot, 0, { latitude: -1, longitude: -1 }).coordinates[0], [[-1, -1], [2, 0], [2, 2], [-1, -1]]);
  equal("a corner of a hole", areas.reshaped(plot, 4, { latitude: 0.6, longitude: 1.6 }).coordinates[1][1], [1.6, 0.6]);

  // What people see who lack one of three kinds of cones (Machado 2009), as CIELAB.
  const kinds = {
    all: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
  };
  const dot = (row, values) => row.reduce((sum, each, i) => sum + each * values[i], 0);
  const linear = color => [1, 3, 5].map(at => parseInt(color.slice(at, at + 2), 16) / 255)
    .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
  const lab = (color, kind) => {
    const seen = kind.map(row => Math.max(0, Math.min(1, dot(row, linear(color)))));
    const [x, y, z] = [[0.4339, 0.3762, 0.1899], [0.2126, 0.7152, 0.0722], [0.0177, 0.1095, 0.8728]].map(row => Math.cbrt(dot(row, seen)));
    return [116 * y, 500 * (x - y), 200 * (y - z)];
  };
  const luminance = color => dot([0.2126, 0.7152, 0.0722], linear(color)) + 0.05;
  for (const [name, { ages: colors, land, water }] of Object.entries(theme.PALETTES)) {
    for (const [kind, matrix] of Object.entries(kinds)) {
      const seen = colors.map(color => lab(color, matrix));
      const least = Math.min(...seen.flatMap((one, i) => seen.slice(0, i).map(other => Math.hypot(...one.map((each, axis) => each - other[axis])))));
      equal(`ages can be told apart, ${name}, ${kind}: ${least.toFixed(1)}`, least > 20, true);
    }
    for (const color of colors) {
      const contrasts = [land, water].map(luminance).map(ground => Math.max(ground, luminance(color)) / Math.min(ground, luminance(color)));
      equal(`${color} stands out from land and water, ${name}: ${contrasts}`, Math.min(...contrasts) >= 3, true);
    }
  }

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
