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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index of a state against looking at every client, while clients report, are deleted and expire. */
class IndexedStateTest {
    private static final double RADIUS = 50_000;
    /** Across the antimeridian. */
    private static final Box BOX = new Box(179.7, -0.3, -179.8, 0.2);

    private static final long SECOND = 1_000_000_000;

    private final HerdState state = new HerdState(
            new SipHash(1, 2), Integer.MAX_VALUE, Long.MAX_VALUE, new Expiry(Duration.ofHours(1), Duration.ofHours(1)));

    private void report(String client, double latitude, double longitude, long second) {
        String command = String.format(Locale.ROOT, "IAMAT %s %+.6f%+.6f %d", client, latitude, longitude, second);
        var iamat = (Iamat) CommandParser.parse(Bytes.of(command));
        var _ = state.acceptLocal(ReportView.fromCommand(Bytes.of("Goloman"), iamat, 0, new ByteWriter(0)));
    }

    private void delete(String client, long second) {
        var _ = state.acceptLocal(Report.tombstone(Bytes.of("Goloman"), Bytes.of(client), second * SECOND));
    }

    private static void followAll(IndexedState index) {
        while (index.follow()) {
            // Until nothing has changed any more.
        }
        index.sweep();
    }

    private List<Report> expected(Report center, double radius, int limit) {
        Position position = center.position();
        return state.tree()
                .reports(Prefix.ROOT)
                .filter(each -> !each.isTombstone() && !each.equals(center))
                .filter(each -> position.distanceTo(each.position()) <= radius)
                .sorted(Comparator.comparingDouble(each -> position.distanceTo(each.position())))
                .limit(limit)
                .toList();
    }

    private List<Report> expected(Box box) {
        return state.tree()
                .reports(Prefix.ROOT)
                .filter(each -> !each.isTombstone() && box.contains(each.position()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsWhatIsThere(long seed) {
        var random = new Random(seed);
        report("center", 0, 179.9, Integer.MAX_VALUE);
        try (var index = new IndexedState(state, new WatchHub(state, 1_000))) {
            for (long second = 1; second < 3_000; second++) {
                String client = "c" + random.nextInt(200);
                switch (random.nextInt(12)) {
                    case 0 -> delete(client, second);
                    case 1 -> state.expire((second - random.nextInt(2_000)) * SECOND);
                    case 2 -> {
                        var _ = index.follow();
                    }
                    default ->
                        report(
                                client,
                                random.nextDouble() - 0.5,
                                Math.IEEEremainder(179.5 + random.nextDouble(), 360),
                                second);
                }
                if (second % 100 == 0) {
                    followAll(index);
                    Report center = requireNonNull(state.find(Bytes.of("center")));
                    assertThat(index.near(center, RADIUS, 7, LiveClients.EVERY)).isEqualTo(expected(center, RADIUS, 7));
                    assertThat(index.near(center, RADIUS, 1_000, LiveClients.EVERY))
                            .isEqualTo(expected(center, RADIUS, 1_000));
                    assertThat(index.near(center.position(), RADIUS, 1_000, LiveClients.EVERY))
                            .hasSize(expected(center, RADIUS, 1_000).size() + 1)
                            .contains(center);
                    assertThat(index.in(BOX, 1_000, LiveClients.EVERY))
                            .containsExactlyInAnyOrderElementsOf(expected(BOX));
                    assertThat(index.in(BOX, 3, LiveClients.EVERY))
                            .hasSize(Math.min(3, expected(BOX).size()));
                }
            }
        }
    }

    @Test
    void whatItHasNotSeenYetIsWhereItSays() {
        report("center", 10, 20, 1);
        report("kiwi", 10, 20.001, 1);
        report("emu", 10, 20.002, 1);
        try (var index = new IndexedState(state, new WatchHub(state, 1_000))) {
            followAll(index);
            report("kiwi", -10, 20, 2);
            delete("emu", 2);
            Report center = requireNonNull(state.find(Bytes.of("center")));
            assertThat(index.near(center, RADIUS, 10, LiveClients.EVERY)).isEmpty();
            assertThat(index.in(new Box(19.9, 9.9, 20.1, 10.1), 10, LiveClients.EVERY))
                    .containsExactly(center);
        }
    }
}
