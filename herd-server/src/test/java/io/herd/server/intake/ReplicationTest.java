package io.herd.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicationTest {
    private final Promise<Void> slow = Promise.promise();
    private int flushes;

    private Future<Void> count() {
        flushes++;
        return Future.succeededFuture();
    }

    @Test
    void completesOnceEverySinkHasWhatItNeeds() {
        Future<Void> flushed = new Replication(List.of(slow::future, this::count)).flush();
        assertThat(flushed.isComplete()).isFalse();
        slow.complete();
        assertThat(flushed.succeeded()).isTrue();
    }

    @Test
    void aSinkThatFailsOrThrowsKeepsNoOtherFromBeingFlushedAndStrandsNobody() {
        var replication = new Replication(List.of(
                () -> {
                    throw new IllegalStateException("broken");
                },
                () -> Future.failedFuture("full"),
                this::count,
                slow::future));
        Future<Void> flushed = replication.flush();
        assertThat(flushes).isEqualTo(1);
        assertThat(flushed.isComplete()).isFalse();
        slow.complete();
        assertThat(flushed.failed()).isTrue();
    }

    @Test
    void theOnlySinkMayThrowToo() {
        var replication = new Replication(List.of(() -> {
            throw new IllegalStateException("broken");
        }));
        assertThat(replication.flush().failed()).isTrue();
    }
}
