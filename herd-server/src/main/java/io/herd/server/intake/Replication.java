package io.herd.server.intake;

import io.vertx.core.Future;
import java.util.List;

/** All sinks that the acknowledgement of a report depends on. Safe for any number of threads. */
public final class Replication {
    private final List<ChangeSink> sinks;

    public Replication(List<ChangeSink> sinks) {
        this.sinks = List.copyOf(sinks);
    }

    /**
     * Flushes every sink. Completes once each has what an acknowledgement promises; fails, once all have ended, if one of them
     * has failed or thrown: that keeps no other sink from being flushed, and leaves nobody waiting.
     */
    public Future<Void> flush() {
        return sinks.size() == 1
                ? flush(sinks.getFirst())
                : Future.join(sinks.stream().map(Replication::flush).toList()).mapEmpty();
    }

    private static Future<Void> flush(ChangeSink sink) {
        try {
            return sink.flush();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
