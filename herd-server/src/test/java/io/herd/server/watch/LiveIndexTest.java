package io.herd.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.herd.geo.Position;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.ReportView;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** The thread of the index, and what becomes of those who ask once it has ended. */
@ExtendWith(VertxExtension.class)
class LiveIndexTest {
    private static final Interest EVERYWHERE = new Interest.InCircle(new Position(0, 0), 20_000_000);

    private final Executor loop = Runnable::run;
    private final AtomicInteger began = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final Watcher watcher = new Watcher() {
        @Override
        public void began(Interest interest, List<Bytes> known) {
            began.incrementAndGet();
        }

        @Override
        public void changed(Interest interest, Map<Bytes, Presence> clients, Bytes lines) {
            throw new AssertionError("nothing changes");
        }

        @Override
        public void ended(Interest interest) {
            ended.incrementAndGet();
        }
    };

    @Test
    void whoeverAsksAnIndexThatHasEndedIsAnswered(Vertx vertx) {
        var index = new LiveIndex(
                vertx, "Goloman", new HerdState(new SipHash(1, 2)), 10, LoggerFactory.getLogger(LiveIndexTest.class));
        index.watch(EVERYWHERE, watcher, loop);
        await().until(() -> began.get() == 1);
        assertThat(index.near(new Position(0, 0), 1, 1).await()).isEmpty();
        index.stop();
        await().until(() -> {
            index.watch(EVERYWHERE, watcher, loop);
            return ended.get() > 0;
        });
        index.unwatch(EVERYWHERE, watcher, loop);
        assertThat(index.near(new Position(0, 0), 1, 1).await()).isEmpty();
    }

    @Test
    void anIndexThatNobodyUsesEndsAndIsBuiltAgainForWhoeverAsks(Vertx vertx) {
        var state = new HerdState(new SipHash(1, 2));
        var index = new LiveIndex(
                vertx, "Goloman", state, 10, LoggerFactory.getLogger(LiveIndexTest.class), Duration.ofMillis(50));
        assertThat(index.near(new Position(0, 0), 1, 1).await()).isEmpty();
        await().until(() -> index.lagNanos() == 0 && index.bytes() == 0);
        var iamat = (Iamat) CommandParser.parse(Bytes.of("IAMAT kiwi +1+2 1"));
        var _ = state.acceptLocal(ReportView.fromCommand(Bytes.of("Goloman"), iamat, 0, new ByteWriter(64)));
        assertThat(index.near(new Position(1, 2), 1, 1).await()).hasSize(1);
        index.watch(EVERYWHERE, watcher, loop);
        await().until(() -> began.get() == 1);
        // While somebody watches it goes on.
        await().during(Duration.ofMillis(500)).until(() -> index.bytes() > 0 && ended.get() == 0);
        index.unwatch(EVERYWHERE, watcher, loop);
        await().until(() -> index.bytes() == 0);
        index.stop();
        assertThat(index.near(new Position(1, 2), 1, 1).await()).isEmpty();
    }
}
