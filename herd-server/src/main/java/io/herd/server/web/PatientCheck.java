package io.herd.server.web;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A check that is late on a busy machine, and hangs on a broken server: it fails only once a question has waited for long.
 * Until then a late check succeeds. Asks one question at a time. Confined to one event loop.
 */
final class PatientCheck implements Supplier<Future<Boolean>> {
    /** How long a caller waits at most, in ms: less than the shortest time-outs of health checks. */
    private static final long WAIT = 500;

    private final Supplier<Future<Boolean>> check;
    private final LongSupplier clock;
    private final long hungAfter;
    private Future<Boolean> last = Future.succeededFuture(true);
    private long asked;

    /**
     * @param clock a time in ms that never goes back
     * @param hungAfter how long an answer may take, in ms
     */
    PatientCheck(Supplier<Future<Boolean>> check, LongSupplier clock, long hungAfter) {
        this.check = check;
        this.clock = clock;
        this.hungAfter = hungAfter;
    }

    @Override
    public Future<Boolean> get() {
        if (last.isComplete()) {
            last = check.get();
            asked = clock.getAsLong();
        }
        return last.timeout(WAIT, TimeUnit.MILLISECONDS)
                .recover(failure -> failure instanceof TimeoutException
                        ? Future.succeededFuture(clock.getAsLong() - asked < hungAfter)
                        : Future.failedFuture(failure));
    }
}
