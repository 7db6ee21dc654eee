package io.herd.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.state.ChangeFeed.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sink of a buffered feed ends with what the state holds, whether it keeps up, falls behind, or fails. */
class BufferedFeedTest {
    private static final SipHash HASH = new SipHash(1, 2);
    /** More than the buffer holds. */
    private static final int FAR_BEHIND = 20_000;

    private final HerdState state = new HerdState(HASH);
    private final HerdState sink = new HerdState(HASH);
    private final ChangeFeed feed = state.openBuffered(Scope.ALL);

    private static Report report(int client, long time) {
        return Report.tombstone(Bytes.of("Goloman"), Bytes.of("client" + client), time);
    }

    private void report(int clients, int from, long time) {
        for (int client = from; client < from + clients; client++) {
            assertThat(state.acceptLocal(report(client, time))).isEqualTo(PutResult.ACCEPTED);
        }
    }

    private static void merge(HerdState into, List<Report> told) {
        for (Report report : told) {
            var _ = into.mergeRemote(report, Origin.UNKNOWN);
        }
    }

    private void assertSinkHasAll() {
        merge(sink, Told.by(feed));
        assertThat(sink.tree().root()).isEqualTo(state.tree().root());
        assertThat(feed.isEmpty()).isTrue();
        assertThat(feed.size()).isZero();
    }

    @Test
    void aSinkThatKeepsUpGetsEachChange() {
        report(1, 0, 1);
        report(1, 0, 2);
        assertThat(feed.size()).isEqualTo(2);
        assertThat(Told.by(feed)).containsExactly(report(0, 1), report(0, 2));
        assertThat(feed.isEmpty()).isTrue();
    }

    @Test
    void aSinkThatFallsBehindGetsOnlyTheNewest() {
        report(FAR_BEHIND, 0, 1);
        List<Report> buffered = Told.by(feed, 0);
        assertThat(buffered.size()).isLessThan(FAR_BEHIND);
        report(FAR_BEHIND, 0, 2);
        report(FAR_BEHIND, 0, 3);
        List<Report> told = Told.by(feed);
        assertThat(told).hasSize(FAR_BEHIND).allMatch(each -> each.timeNanos() == 3);
        merge(sink, told);
        assertSinkHasAll();
        report(1, 0, 4);
        report(1, 0, 5);
        assertThat(Told.by(feed)).hasSize(2);
    }

    @Test
    void whatWasBufferedIsPendingAgainAfterARollback() {
        report(3, 0, 1);
        assertThat(Told.inFlight(feed, Integer.MAX_VALUE)).hasSize(3);
        report(1, 0, 2);
        feed.rollback();
        assertThat(Told.by(feed)).contains(report(0, 2), report(1, 1), report(2, 1));
        assertThat(feed.isEmpty()).isTrue();
    }

    @Test
    void aClosedFeedKeepsNothing() {
        report(3, 0, 1);
        feed.close();
        report(1, 0, 2);
        assertThat(feed.size()).isZero();
        assertThat(Told.by(feed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theSinkEndsWithWhatTheStateHolds(long seed) {
        var random = new Random(seed);
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(8)) {
                case 0 -> report(random.nextInt(FAR_BEHIND), random.nextInt(100), 10L * step + 1);
                case 1, 2 -> report(random.nextInt(50), random.nextInt(100), 10L * step + 1);
                case 3, 4 -> merge(sink, Told.by(feed, random.nextInt(100_000)));
                case 5 -> {
                    assertThat(Told.inFlight(feed, random.nextInt(100_000))).isNotNull();
                    report(random.nextInt(50), random.nextInt(100), 10L * step + 2);
                    feed.rollback();
                }
                case 6 -> feed.add(Bytes.of("client" + random.nextInt(100)));
                default -> feed.addAll(Prefix.ROOT);
            }
        }
        assertSinkHasAll();
    }

    @Test
    void nothingIsLostWhateverTheThreads() throws Exception {
        int threads = 3;
        var told = new ArrayList<Report>();
        try (var executor = Executors.newFixedThreadPool(threads)) {
            List<? extends Future<?>> reporters = IntStream.range(0, threads)
                    .mapToObj(thread -> executor.submit(() -> {
                        for (int time = 1; time < 10_000; time++) {
                            var _ = state.acceptLocal(report(thread + threads * (time % 1_000), time));
                        }
                    }))
                    .toList();
            while (!reporters.stream().allMatch(Future::isDone)) {
                told.addAll(Told.by(feed, 1_000));
            }
            for (Future<?> reporter : reporters) {
                assertThat(reporter.get()).isNull();
            }
        }
        merge(sink, told);
        assertSinkHasAll();
    }
}
