package io.herd.server;

import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures for how long tasks wait for each of Vert.x's event loops: by a task that should run four times a second. */
final class LoopDelay implements AutoCloseable {
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(250);

    private final List<ScheduledFuture<?>> probes = new ArrayList<>();

    /** @param delays where the delays are noted */
    LoopDelay(Vertx vertx, Timer delays) {
        for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            probes.add(loop.scheduleWithFixedDelay(new Probe(delays), PERIOD, PERIOD, TimeUnit.NANOSECONDS));
        }
    }

    @Override
    public void close() {
        probes.forEach(probe -> probe.cancel(false));
    }

    /** Confined to one event loop. */
    private static final class Probe implements Runnable {
        private final Timer delays;
        private long due = System.nanoTime() + PERIOD;

        Probe(Timer delays) {
            this.delays = delays;
        }

        @Override
        public void run() {
            delays.record(Math.max(0, System.nanoTime() - due), TimeUnit.NANOSECONDS);
            due = System.nanoTime() + PERIOD;
        }
    }
}
