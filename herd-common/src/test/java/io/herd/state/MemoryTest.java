package io.herd.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.Report;
import io.herd.protocol.ReportView;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a client costs in live heap: known, and pending for a neighbour that does not read. */
class MemoryTest {
    private static final int CLIENTS = 300_000;
    private static final Bytes SERVER = Bytes.of("Goloman");

    private static Report report(int client, long time) {
        var iamat = (Iamat) CommandParser.parse(Bytes.of(
                "IAMAT vehicle-" + (10_000_000 + client) + " +34.068930-118.445127 1520023934.91896399" + time));
        return ReportView.fromCommand(SERVER, iamat, 1_520_023_935_000_000_000L, new ByteWriter(0))
                .copy();
    }

    private static void reportAll(HerdState state, long time) {
        for (int client = 0; client < CLIENTS; client++) {
            var _ = state.acceptLocal(report(client, time));
        }
    }

    private static long liveHeap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void aClientCostsLessThan200BytesAndANeighbourThatDoesNotReadHardlyMore() {
        long before = liveHeap();
        var state = new HerdState(new SipHash(1, 2));
        reportAll(state, 1);
        long known = liveHeap();
        ChangeFeed feed = state.open(ChangeFeed.Scope.ALL);
        for (int time = 2; time <= 5; time++) {
            reportAll(state, time);
        }
        long pending = liveHeap();
        assertThat(feed.size()).isEqualTo(CLIENTS);
        assertThat(state.size()).isEqualTo(CLIENTS);
        System.out.printf(
                "%d clients: %d bytes each known, %d more each pending%n",
                CLIENTS, (known - before) / CLIENTS, (pending - known) / CLIENTS);
        assertThat((known - before) / CLIENTS).isBetween(50L, 200L);
        assertThat((pending - known) / CLIENTS).isLessThan(5L);
    }

    @Test
    void whatHasExpiredGivesItsMemoryBack() {
        var state = new HerdState(
                new SipHash(1, 2), CLIENTS, Long.MAX_VALUE, new Expiry(Duration.ofHours(1), Duration.ofDays(1)));
        ChangeFeed feed = state.open(ChangeFeed.Scope.ALL);
        long bytes = state.bytes();
        long before = liveHeap();
        reportAll(state, 1);
        long known = liveHeap() - before;
        assertThat(state.acceptLocal(report(CLIENTS, 1))).isEqualTo(PutResult.NO_ROOM);
        state.expire(1_520_023_935_000_000_000L);
        assertThat(state.size()).isZero();
        assertThat(state.bytes()).isEqualTo(bytes);
        assertThat(feed.size()).isZero();
        assertThat(Told.by(feed)).isEmpty();
        assertThat(liveHeap() - before).isLessThan(known / 10);
        assertThat(state.tree().root()).isZero();
        assertThat(state.acceptLocal(report(CLIENTS, 1))).isEqualTo(PutResult.EXPIRED);
    }
}
