package io.herd.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** The thread of the index, and what becomes of those who ask once it has ended. */
@ExtendWith(VertxExtension.class)
class LiveIndexTest {
    private static final Interest EVERYWHERE = new Interest.InCircle(new Position(0, 0), 20_000_000);

    private final AtomicInteger began = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final Watcher watcher = new Watcher() {
        @Override
        public void began(Interest interest, List<Report> known) {
            began.incrementAndGet();
        }

        @Override
        public void changed(Interest interest, Collection<Bytes> clients, Bytes lines) {
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
        index.watch(EVERYWHERE, watcher, Runnable::run);
        await().until(() -> began.get() == 1);
        assertThat(index.near(new Position(0, 0), 1, 1).await()).isEmpty();
        index.stop();
        await().until(() -> {
            index.watch(EVERYWHERE, watcher, Runnable::run);
            return ended.get() > 0;
        });
        index.unwatch(EVERYWHERE, watcher, Runnable::run);
        assertThat(index.near(new Position(0, 0), 1, 1).await()).isEmpty();
    }
}
