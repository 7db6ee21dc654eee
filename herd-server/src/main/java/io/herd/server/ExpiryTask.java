package io.herd.server;

import io.herd.state.HerdState;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** Has a state forget what has expired, as the horizon rises. Going through millions of records takes long, so it does not happen on an event loop. */
final class ExpiryTask {
    /** How often to look whether the horizon has risen, in ms. */
    private static final long PERIOD = 250;

    private final Vertx vertx;
    private final HerdState state;
    private final LongSupplier clock;
    private final Logger log;
    private long reached;
    private boolean isRunning;
    private long timer;

    /** @param clock POSIX time in nanoseconds */
    ExpiryTask(Vertx vertx, HerdState state, LongSupplier clock, Logger log) {
        this.vertx = vertx;
        this.state = state;
        this.clock = clock;
        this.log = log;
    }

    /** Begins with a state that is empty yet, or from which what had expired was removed just now. */
    void start() {
        reached = state.horizon().at(clock.getAsLong());
        state.expire(reached);
        timer = vertx.setPeriodic(PERIOD, _ -> look());
    }

    private void look() {
        long next = state.horizon().at(clock.getAsLong());
        if (next > reached && !isRunning) {
            isRunning = true;
            vertx.executeBlocking(() -> {
                        state.expire(next);
                        return null;
                    })
                    .onSuccess(_ -> reached = next)
                    .onFailure(e -> log.error("what has expired could not be removed", e))
                    .onComplete(_ -> isRunning = false);
        }
    }

    void stop() {
        vertx.cancelTimer(timer);
    }
}
