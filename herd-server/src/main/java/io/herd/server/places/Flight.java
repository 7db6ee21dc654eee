package io.herd.server.places;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** A search under way, and those who wait for it. Safe for any number of threads. */
final class Flight {
    private final Promise<NearbyDocument> document = Promise.promise();
    private final long lastBoarding;
    private int waiting = 1;
    private @Nullable Runnable end;

    /**
     * One that somebody waits for.
     *
     * @param lastBoarding until when others may join, on a clock in nanoseconds: else a source that hangs would never be
     *     left as long as others come
     */
    Flight(long lastBoarding) {
        this.lastBoarding = lastBoarding;
    }

    /** One more waits for it; false if it is too late for that. */
    synchronized boolean join(long now) {
        boolean mayJoin = waiting > 0 && now - lastBoarding < 0;
        waiting += mayJoin ? 1 : 0;
        return mayJoin;
    }

    /** What to do when nobody waits any longer. */
    synchronized void onAbandoned(Runnable task) {
        end = task;
    }

    /** One waits no longer. */
    synchronized void leave() {
        if (--waiting == 0 && end != null) {
            end.run();
        }
    }

    /** It has come to its end. */
    void land(NearbyDocument answer) {
        document.tryComplete(answer);
    }

    /** What it brings; on any thread. */
    Future<NearbyDocument> document() {
        return document.future();
    }
}
