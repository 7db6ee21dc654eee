package io.herd.state;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.protocol.ReportView;
import io.herd.state.ChangeFeed.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The state against a map and sets that do the same, under random reports, deletions and horizons, whatever the hashes are worth.
 */
class StateModelTest {
    private static final SipHash SIP = new SipHash(7, 8);
    private static final int CLIENTS = 700;
    private static final int STEPS = 30_000;

    record Case(String name, ToLongFunction<Bytes> hash, long seed, Expiry expiry) {
        @Override
        public String toString() {
            return name + ", seed " + seed + (expiry.ofReports() ? ", reports expire" : "");
        }
    }

    private static List<Case> cases() {
        var cases = new ArrayList<Case>();
        for (long seed = 1; seed <= 3; seed++) {
            for (Expiry expiry : List.of(Expiry.DEFAULT, new Expiry(Duration.ofSeconds(1), Duration.ofSeconds(9)))) {
                cases.add(new Case("good hashes", SIP::hash, seed, expiry));
                cases.add(new Case("eight hashes", bytes -> SIP.hash(bytes) & 0xc000_0000_0000_0001L, seed, expiry));
                cases.add(new Case(
                        "the last leaf only", bytes -> SIP.hash(bytes) | 0xffff_ffff_0000_0000L, seed, expiry));
                cases.add(new Case("one hash", _ -> 0, seed, expiry));
            }
        }
        return cases;
    }

    /** Reports and tombstones. */
    private final Map<String, Report> model = new HashMap<>();

    private Expiry expiry = Expiry.DEFAULT;
    private long horizon;

    private final Map<ChangeFeed, Set<String>> pending = new HashMap<>();
    /** Those of these feeds that take in only what clients report to this server. */
    private final Set<ChangeFeed> local = new HashSet<>();

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithAMapAndSets(Case given) {
        var random = new Random(given.seed);
        var capacity = new Capacity(Integer.MAX_VALUE, Long.MAX_VALUE);
        var state = new HerdState(given.hash, 2, Order.TOTAL, capacity, given.expiry);
        expiry = given.expiry;
        int steps = given.name.equals("one hash") ? STEPS / 10 : STEPS;
        for (int step = 0; step < steps; step++) {
            int what = random.nextInt(1_000);
            if (what < 3 && pending.size() < 5) {
                open(state, random.nextBoolean() ? Scope.LOCAL : Scope.ALL);
            } else if (what < 5 && !pending.isEmpty()) {
                ChangeFeed closed = any(random);
                closed.close();
                pending.remove(closed);
                local.remove(closed);
            } else if (what < 60 && !pending.isEmpty()) {
                settleSome(any(random));
            } else if (what < 100 && !pending.isEmpty()) {
                drainAndRollBack(state, any(random), random);
            } else if (what < 102) {
                expire(state, horizon + random.nextInt(-40, 80) * 1_000_000_000L);
            } else if (what < 120 && !pending.isEmpty()) {
                makePendingAgain(any(random), "c" + random.nextInt(CLIENTS));
            } else {
                change(state, random);
            }
        }
        assertAgrees(state);
    }

    private void open(HerdState state, Scope scope) {
        ChangeFeed feed = state.open(scope);
        pending.put(feed, new HashSet<>());
        if (scope == Scope.LOCAL) {
            local.add(feed);
        }
    }

    private ChangeFeed any(Random random) {
        return new ArrayList<>(pending.keySet()).get(random.nextInt(pending.size()));
    }

    private Set<String> names(ChangeFeed feed) {
        return requireNonNull(pending.get(feed));
    }

    private void settleSome(ChangeFeed feed) {
        Set<String> names = names(feed);
        List<Report> told = Told.by(feed, 1);
        assertThat(told.isEmpty()).isEqualTo(names.isEmpty());
        for (Report report : told) {
            String name = report.client().toString();
            assertThat(report).isEqualTo(model.get(name));
            names.remove(name);
        }
    }

    /** Nothing is lost, whatever changes meanwhile. */
    private void drainAndRollBack(HerdState state, ChangeFeed feed, Random random) {
        Set<Long> kept = Told.inFlight(feed, random.nextInt(200)).stream()
                .map(report -> kept(state, report.client()))
                .collect(Collectors.toSet());
        for (int changes = random.nextInt(5); changes > 0; changes--) {
            change(state, random);
        }
        feed.rollback();
        // With those of the same hash, as far as it is kept.
        model.keySet().stream()
                .filter(name -> kept.contains(kept(state, Bytes.of(name))))
                .forEach(names(feed)::add);
    }

    /** The bits of a client's hash that the state keeps. */
    private static long kept(HerdState state, Bytes client) {
        return state.clientHash(client) >>> (Integer.SIZE - 4);
    }

    private void makePendingAgain(ChangeFeed feed, String name) {
        feed.add(Bytes.of(name));
        if (model.containsKey(name)) {
            names(feed).add(name);
        }
    }

    private void change(HerdState state, Random random) {
        String name = "c" + random.nextInt(CLIENTS);
        String fraction = "0".repeat(random.nextInt(3) * random.nextInt(12));
        String line = "IAMAT " + name + " +34." + fraction + "0-118 " + random.nextInt(2_000);
        Report report = random.nextInt(20) == 0
                ? Report.tombstone(Bytes.of("S"), Bytes.of(name), random.nextInt(2_000) * 1_000_000_000L)
                : ReportView.fromCommand(
                                Bytes.of("S"),
                                (Iamat) CommandParser.parse(Bytes.of(line)),
                                random.nextInt(),
                                new ByteWriter(0))
                        .copy();
        @Nullable Report standing = model.get(name);
        if (random.nextBoolean()) {
            boolean isNews = standing == null || report.timeNanos() > standing.timeNanos();
            assertThat(state.acceptLocal(report)).isEqualTo(expected(report, standing, isNews));
            note(name, report, isNews && !isExpired(report), pending.keySet(), null);
        } else {
            ChangeFeed source = pending.isEmpty() || random.nextBoolean() ? null : any(random);
            boolean isNews = standing == null || report.compareTo(standing) > 0;
            MergeResult kept = isNews
                    ? MergeResult.ACCEPTED
                    : Objects.equals(report, standing) ? MergeResult.KNOWN : MergeResult.OLDER;
            assertThat(state.mergeRemote(report, source == null ? Origin.UNKNOWN : new Origin(List.of(source))))
                    .isEqualTo(isExpired(report) ? MergeResult.EXPIRED : kept);
            note(name, report, isNews && !isExpired(report), everyChange(), source);
            if (source != null && !isExpired(report) && Objects.equals(report, standing)) {
                names(source).remove(name);
            }
        }
    }

    private PutResult expected(Report report, @Nullable Report standing, boolean isNews) {
        if (isExpired(report)) {
            return PutResult.EXPIRED;
        } else if (isNews || standing == null) {
            return PutResult.ACCEPTED;
        }
        return standing.isTombstone() ? PutResult.DELETED : new PutResult.Stale(standing);
    }

    private boolean isExpired(Report report) {
        return report.timeNanos() < horizon && (report.isTombstone() || expiry.ofReports());
    }

    private void expire(HerdState state, long newHorizon) {
        horizon = Math.max(horizon, newHorizon);
        state.expire(newHorizon);
        assertThat(state.tree().digest().horizon()).isEqualTo(horizon);
        model.values().removeIf(this::isExpired);
        pending.values().forEach(names -> names.retainAll(model.keySet()));
    }

    private Set<ChangeFeed> everyChange() {
        return pending.keySet().stream().filter(feed -> !local.contains(feed)).collect(Collectors.toSet());
    }

    private void note(
            String name, Report report, boolean isNews, Set<ChangeFeed> lacking, @Nullable ChangeFeed source) {
        if (isNews) {
            model.put(name, report);
            lacking.forEach(feed -> names(feed).add(name));
            if (source != null) {
                // Its sink knows now, whatever was pending for it.
                names(source).remove(name);
            }
        }
    }

    private void assertAgrees(HerdState state) {
        long tombstones = model.values().stream().filter(Report::isTombstone).count();
        assertThat(state.tombstones()).isEqualTo(tombstones);
        assertThat(state.size()).isEqualTo(model.size() - tombstones);
        assertThat(state.tree().reports(Prefix.ROOT)).containsExactlyInAnyOrderElementsOf(model.values());
        model.forEach((name, report) -> {
            assertThat(state.findWithTombstones(Bytes.of(name))).isEqualTo(report);
            assertThat(state.find(Bytes.of(name))).isEqualTo(report.isTombstone() ? null : report);
        });
        long root = 0;
        for (Report report : model.values()) {
            root ^= state.tree().hash(report);
        }
        assertThat(state.tree().root()).isEqualTo(root);
        long children = 0;
        for (long digest : state.tree().children(Prefix.ROOT)) {
            children ^= digest;
        }
        assertThat(children).isEqualTo(root);
        pending.forEach(this::assertPending);
    }

    private void assertPending(ChangeFeed feed, Set<String> names) {
        assertThat(feed.size()).isEqualTo(names.size());
        assertThat(model.keySet()).allMatch(name -> feed.contains(Bytes.of(name)) == names.contains(name));
        List<Report> told = Told.by(feed);
        assertThat(told.stream().map(report -> report.client().toString())).containsExactlyInAnyOrderElementsOf(names);
        assertThat(told)
                .allMatch(report ->
                        Objects.equals(report, model.get(report.client().toString())));
        assertThat(feed.isEmpty()).isTrue();
        assertThat(feed.size()).isZero();
    }
}
