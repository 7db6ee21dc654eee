package io.herd.server.watch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
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
    private static final class Notes implements Watcher {
        private final Interest interest;
        private final Map<String, String> known = new HashMap<>();
        private boolean hasBegun;
        private boolean hasEnded;

        Notes(Interest interest) {
            this.interest = interest;
        }

        @Override
        public void began(Interest begun, List<Report> reports) {
            assertThat(hasBegun).isFalse();
            hasBegun = true;
            reports.forEach(
                    each -> known.put(each.client().toString(), each.line().toString()));
        }

        @Override
        public void changed(Interest changed, Collection<Bytes> clients, Bytes lines) {
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

    private long later() {
        now += SECOND;
        return now;
    }

    private void settle() {
        while (index.follow()) {
            // Until nothing has changed any more.
        }
        index.sweep();
        assertThat(hub.tell(later())).isEqualTo(Long.MAX_VALUE);
        runLoop();
    }

    private void runLoop() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private Map<String, String> expected(Interest interest) {
        return state.tree()
                .reports(Prefix.ROOT)
                .filter(each -> !each.isTombstone() && interest.covers(each.client(), each.position()))
                .collect(Collectors.toMap(
                        each -> each.client().toString(), each -> each.line().toString()));
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
            String client = "c" + random.nextInt(60);
            switch (random.nextInt(20)) {
                case 0 -> watchers.add(watch(new Interest.OfClient(Bytes.of(client))));
                case 1 ->
                    watchers.add(watch(new Interest.InCircle(
                            new Position(random.nextInt(-1, 2), 180), 40_000 * random.nextInt(1, 4))));
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
                case 7 ->
                    assertThat(hub.tell(random.nextBoolean() ? later() : now)).isPositive();
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

    @Test
    void whatIsSaidToManyWaitsAndIsTheNewest() {
        var interest = new Interest.OfClient(Bytes.of("kiwi"));
        List<Notes> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(watch(interest));
        }
        report("kiwi", 1, 1, 1);
        assertThat(index.follow()).isTrue();
        assertThat(hub.tell(0)).isPositive().isLessThan(SECOND);
        report("kiwi", 2, 2, 2);
        assertThat(index.follow()).isTrue();
        assertThat(hub.tell(SECOND)).isEqualTo(Long.MAX_VALUE);
        runLoop();
        assertThat(many)
                .allMatch(each -> requireNonNull(each.known.get("kiwi")).endsWith(" kiwi +2.000000+2.000000 2"));
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
        Notes client = watch(new Interest.OfClient(Bytes.of("c1")));
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
}
