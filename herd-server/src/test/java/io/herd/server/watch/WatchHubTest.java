package io.herd.server.watch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.geo.Box;
import io.herd.geo.Position;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.protocol.ReportView;
import io.herd.state.Expiry;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Watchers end with exactly what the state holds, whenever they came and whatever happened meanwhile. */
class WatchHubTest {
    private static final long SECOND = 1_000_000_000;

    private final HerdState state = new HerdState(
            new SipHash(1, 2), Integer.MAX_VALUE, Long.MAX_VALUE, new Expiry(Duration.ofHours(1), Duration.ofHours(1)));
    private WatchHub hub = new WatchHub(state, 100);
    private IndexedState index = new IndexedState(state, hub);
    /** What is to happen on the watchers' event loop. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private long now;

    private final Executor loop = tasks::add;

    /** Keeps what it is told. */
    private class Notes implements Watcher {
        private final Interest interest;
        final Map<String, String> known = new HashMap<>();
        private boolean hasBegun;
        private boolean hasEnded;

        Notes(Interest interest) {
            this.interest = interest;
        }

        @Override
        public void began(Interest begun, List<Bytes> clients) {
            assertThat(hasBegun).isFalse();
            hasBegun = true;
            for (Bytes client : clients) {
                Report newest = state.find(client);
                if (newest != null) {
                    known.put(client.toString(), newest.line().toString());
                }
            }
        }

        @Override
        public void changed(Interest changed, Map<Bytes, Presence> clients, Bytes lines) {
            assertThat(hasBegun).isTrue();
            assertThat(lines.toString().lines()).hasSize(clients.size());
            lines.toString().lines().forEach(line -> {
                String[] fields = line.split(" ", -1);
                if (fields[1].equals("AT")) {
                    known.put(fields[4], line.substring(2));
                } else {
                    assertThat(fields[1]).isIn("LEFT", "GONE");
                    known.remove(fields[2]);
                }
            });
        }

        @Override
        public void ended(Interest ended) {
            hasEnded = true;
        }
    }

    private void report(String client, double latitude, double longitude, long second) {
        String command = "IAMAT %s %+.6f%+.6f %d".formatted(client, latitude, longitude, second);
        var iamat = (Iamat) CommandParser.parse(Bytes.of(command));
        var _ = state.acceptLocal(ReportView.fromCommand(Bytes.of("Goloman"), iamat, 0, new ByteWriter(0)));
    }

    private void delete(String client, long second) {
        var _ = state.acceptLocal(Report.tombstone(Bytes.of("Goloman"), Bytes.of(client), second * SECOND));
    }

    private Notes watch(Interest interest) {
        var notes = new Notes(interest);
        hub.watch(interest, notes, loop, index, now);
        return notes;
    }

    private void later() {
        now += SECOND;
    }

    private void settle() {
        while (index.follow()) {
            // Until nothing has changed any more.
        }
        index.sweep();
        while (hub.isScanning()) {
            hub.scan();
        }
        runLoop();
        later();
        assertThat(hub.tell(index, () -> now)).isEqualTo(Long.MAX_VALUE);
        runLoop();
    }

    private void runLoop() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private List<Report> reports() {
        return state.tree()
                .reports(Prefix.ROOT)
                .filter(each -> !each.isTombstone())
                .toList();
    }

    private Map<String, String> expected(Interest interest) {
        return expected(interest, reports());
    }

    private Map<String, String> expected(Interest interest, List<Report> reports) {
        return reports.stream()
                .filter(each -> interest.covers(each.client(), each.position()) && isNear(interest, each.position()))
                .collect(Collectors.toMap(
                        each -> each.client().toString(), each -> each.line().toString()));
    }

    /** Whether a position is near the client that is in the center of an interest, if there is one. */
    private boolean isNear(Interest interest, Position position) {
        if (!(interest instanceof Interest.AroundClient(var client, var radius))) {
            return true;
        }
        Report center = state.find(client);
        return center != null && center.position().distanceTo(position) <= radius;
    }

    private static Interest interest(Random random) {
        Bytes client = Bytes.of("c" + random.nextInt(60));
        double radius = 40_000 * random.nextInt(1, 4);
        return switch (random.nextInt(6)) {
            case 0 -> new Interest.OfClients(client);
            case 1 -> new Interest.OfClients(Set.of(client, Bytes.of("c60"), Bytes.of("nobody")));
            case 2 -> new Interest.OfPrefix(Bytes.of("c" + random.nextInt(1, 8)));
            case 3 -> new Interest.InBox(new Box(179.5, -1, -179.5, random.nextInt(0, 2)));
            case 4 -> new Interest.AroundClient(client, radius);
            default -> new Interest.InCircle(new Position(random.nextInt(-1, 2), 180), radius);
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void watchersEndWithWhatTheStateHolds(long seed) {
        var random = new Random(seed);
        // Enough for all of them.
        hub = new WatchHub(state, 100_000);
        index = new IndexedState(state, hub);
        List<Notes> watchers = new ArrayList<>();
        for (long second = 1; second < 5_000; second++) {
            String client = "c" + random.nextInt(61);
            switch (random.nextInt(20)) {
                case 0 -> watchers.add(watch(interest(random)));
                case 1 -> {
                    if (hub.isScanning()) {
                        hub.scan();
                    }
                }
                case 2 -> {
                    if (!watchers.isEmpty()) {
                        Notes ended = watchers.remove(random.nextInt(watchers.size()));
                        hub.unwatch(ended.interest, ended, loop);
                    }
                }
                case 3 -> delete(client, second);
                case 4 -> state.expire((second - random.nextInt(3_000)) * SECOND);
                case 5 -> {
                    var _ = index.follow();
                }
                case 6 -> index.sweep();
                case 7 -> {
                    now += random.nextBoolean() ? SECOND : 0;
                    assertThat(hub.tell(index, () -> now)).isPositive();
                }
                case 8 -> runLoop();
                default ->
                    report(
                            client,
                            3 * random.nextDouble() - 1.5,
                            Math.IEEEremainder(178.5 + 3 * random.nextDouble(), 360),
                            second);
            }
            if (second % 500 == 0) {
                settle();
                assertThat(watchers).allMatch(each -> each.hasBegun && each.known.equals(expected(each.interest)));
            }
        }
    }

    /** A coordinate, often one where something is special: a pole, the antimeridian, or the border of a cell. */
    private static double degrees(Random random, int limit) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextBoolean() ? limit : -limit;
            case 1 -> limit / 4.0 * random.nextInt(-4, 5);
            case 2 -> Math.clamp(limit / 4.0 * random.nextInt(-4, 5) + random.nextDouble() - 0.5, -limit, limit);
            default -> limit * (2 * random.nextDouble() - 1);
        };
    }

    private static Interest areaAnywhere(Random random) {
        double latitude = degrees(random, 90);
        double longitude = degrees(random, 180);
        double radius = Math.pow(10, 2 + 5.3 * random.nextDouble());
        double other = degrees(random, 90);
        return switch (random.nextInt(3)) {
            case 0 -> new Interest.InCircle(new Position(latitude, longitude), radius);
            case 1 ->
                new Interest.InBox(
                        new Box(longitude, Math.min(latitude, other), degrees(random, 180), Math.max(latitude, other)));
            default -> new Interest.AroundClient(Bytes.of("c" + random.nextInt(40)), radius);
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void areasAnywhereOnTheEarthHaveWhoIsInThem(long seed) {
        var random = new Random(seed);
        hub = new WatchHub(state, 1_000_000);
        index = new IndexedState(state, hub);
        List<Notes> watchers = new ArrayList<>();
        for (long second = 1; second < 4_000; second++) {
            if (second % 10 == 0) {
                watchers.add(watch(areaAnywhere(random)));
            }
            if (second % 17 == 0) {
                delete("c" + random.nextInt(40), second);
            }
            report("c" + random.nextInt(40), degrees(random, 90), degrees(random, 180), second);
            if (random.nextInt(5) == 0) {
                var _ = index.follow();
            }
            if (random.nextInt(20) == 0) {
                assertThat(hub.tell(index, () -> now)).isPositive();
            }
            if (second % 200 == 0) {
                settle();
                List<Report> reports = reports();
                assertThat(watchers)
                        .allSatisfy(each -> assertThat(each.known)
                                .as(each.interest.toString())
                                .isEqualTo(expected(each.interest, reports)));
                Notes ended = watchers.remove(random.nextInt(watchers.size()));
                hub.unwatch(ended.interest, ended, loop);
            }
        }
    }

    @Test
    void whatIsSaidToManyWaitsAndIsTheNewest() {
        var interest = new Interest.OfClients(Bytes.of("kiwi"));
        List<Notes> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(watch(interest));
        }
        report("kiwi", 1, 1, 1);
        assertThat(index.follow()).isTrue();
        assertThat(hub.tell(index, () -> 0)).isPositive().isLessThan(SECOND);
        report("kiwi", 2, 2, 2);
        assertThat(index.follow()).isTrue();
        assertThat(hub.tell(index, () -> SECOND)).isEqualTo(Long.MAX_VALUE);
        runLoop();
        assertThat(many)
                .allMatch(each -> requireNonNull(each.known.get("kiwi")).endsWith(" kiwi +2.000000+2.000000 2"));
    }

    @Test
    void whileItTakesLongToTellThemTheyAreToldSeldomer() {
        var anywhere = new Interest.OfPrefix(Bytes.of(""));
        var slow = new Notes(anywhere) {
            @Override
            public void changed(Interest changed, Map<Bytes, Presence> clients, Bytes lines) {
                super.changed(changed, clients, lines);
                now += SECOND / 100;
            }
        };
        hub.watch(anywhere, slow, loop, index, now);
        settle();
        report("kiwi", 1, 1, 1);
        settle();

        report("kiwi", 2, 2, 2);
        assertThat(index.follow()).isTrue();
        assertThat(hub.tell(index, () -> now)).isEqualTo(now + SECOND / 10 - SECOND / 100);
        now += SECOND / 10;
        assertThat(hub.tell(index, () -> now)).isEqualTo(Long.MAX_VALUE);
        report("kiwi", 3, 3, 3);
        assertThat(index.follow()).isTrue();
        later();
        assertThat(hub.tell(index, () -> now)).as("still being told").isEqualTo(Long.MAX_VALUE);
        assertThat(slow.known.get("kiwi")).endsWith(" kiwi +1.000000+1.000000 1");
        settle();
        assertThat(slow.known.get("kiwi")).endsWith(" kiwi +3.000000+3.000000 3");
    }

    @Test
    void anAreaWithTooManyClientsIsNotWatchedAnyMore() {
        var everywhere = new Interest.InCircle(new Position(0, 0), 20_000_000);
        Notes before = watch(everywhere);
        for (int i = 0; i < 101; i++) {
            report("c" + i, 1, 1, 1);
        }
        settle();
        assertThat(before.hasBegun).isTrue();
        assertThat(before.hasEnded).isTrue();
        assertThat(hub.isWatched()).isFalse();
        Notes after = watch(everywhere);
        runLoop();
        assertThat(after.hasBegun).isFalse();
        assertThat(after.hasEnded).isTrue();
    }

    @Test
    void allAreasTogetherHoldNoMoreThanTheLimit() {
        for (int i = 0; i < 60; i++) {
            report("c" + i, 1, 1, 1);
        }
        settle();
        Notes first = watch(new Interest.InCircle(new Position(1, 1), 1_000));
        Notes same = watch(new Interest.InCircle(new Position(1, 1), 1_000));
        Notes another = watch(new Interest.InCircle(new Position(1, 1), 2_000));
        Notes client = watch(new Interest.OfClients(Bytes.of("c1")));
        settle();
        assertThat(List.of(first, same, client)).allMatch(each -> each.hasBegun && !each.hasEnded);
        assertThat(another.hasBegun).isFalse();
        assertThat(another.hasEnded).isTrue();
        Notes elsewhere = watch(new Interest.InCircle(new Position(10, 1), 1_000));
        for (int i = 0; i < 41; i++) {
            report("d" + i, 10, 1, 1);
        }
        settle();
        assertThat(elsewhere.hasEnded).isFalse();
        assertThat(List.of(first, same)).allMatch(each -> each.hasEnded);
    }

    @Test
    void whoIsSeenWhileTheIndexIsBehindIsSeenToLeave() {
        Notes notes = watch(new Interest.InCircle(new Position(1, 1), 1_000));
        report("kiwi", 1, 1, 1);
        settle();
        report("kiwi", 2, 2, 2);
        assertThat(index.follow()).isTrue();
        // It is back, but the index has yet to see it when its watcher is told.
        report("kiwi", 1, 1, 3);
        later();
        assertThat(hub.tell(index, () -> now)).isEqualTo(Long.MAX_VALUE);
        runLoop();
        // Nor will it ever: it is gone again.
        report("kiwi", 2, 2, 4);
        settle();
        assertThat(notes.known).isEmpty();
    }

    @Test
    void namesThatBeginAlikeAreFoundWhateverElseIsWatched() {
        List<String> prefixes = List.of("a", "ab", "abc", "abd", "abcd", "b", "\u00ff", "abcde");
        List<Notes> watchers = prefixes.stream()
                .map(prefix -> watch(new Interest.OfPrefix(Bytes.of(prefix))))
                .toList();
        settle();
        for (String name : List.of("abcd", "abd", "ab", "a", "ac", "b", "c", "\u00ff\u00ff", "abcdefg", "0")) {
            report(name, 1, 1, 1);
        }
        settle();
        for (Notes each : watchers) {
            assertThat(each.known).isEqualTo(expected(each.interest)).isNotEmpty();
        }
        delete("abcd", 2);
        watchers.stream().skip(1).forEach(each -> hub.unwatch(each.interest, each, loop));
        settle();
        assertThat(watchers.getFirst().known).hasSize(5);
    }

    @Test
    void whoComesNearAClientThatMovesIsToldOfAndWhoIsPassedByLeaves() {
        report("center", 1, 1, 1);
        report("kiwi", 1, 1.001, 1);
        report("emu", 1, 3, 1);
        settle();
        Notes notes = watch(new Interest.AroundClient(Bytes.of("center"), 1_000));
        settle();
        assertThat(notes.known).containsOnlyKeys("kiwi");
        report("center", 1, 3.001, 2);
        settle();
        assertThat(notes.known).containsOnlyKeys("emu");
        report("kiwi", 1, 3, 2);
        settle();
        assertThat(notes.known).containsOnlyKeys("emu", "kiwi");
        delete("center", 3);
        settle();
        assertThat(notes.known).isEmpty();
    }

    @Test
    void aPrefixWithTooManyClientsIsNotWatched() {
        for (int i = 0; i < 101; i++) {
            report("c" + i, 1, 1, 1);
        }
        settle();
        Notes tooMany = watch(new Interest.OfPrefix(Bytes.of("c")));
        Notes some = watch(new Interest.OfPrefix(Bytes.of("c1")));
        settle();
        assertThat(tooMany.hasBegun).isFalse();
        assertThat(tooMany.hasEnded).isTrue();
        assertThat(some.hasBegun).isTrue();
        assertThat(some.known).hasSize(12);
    }

    @Test
    void aWatchThatEndsWhileItsClientsAreLookedForIsAnswered() {
        Notes notes = watch(new Interest.OfPrefix(Bytes.of("c")));
        hub.scan();
        hub.unwatch(notes.interest, notes, loop);
        runLoop();
        assertThat(notes.hasBegun).isTrue();
        assertThat(hub.isScanning()).isFalse();
        assertThat(hub.isWatched()).isFalse();
    }
}
