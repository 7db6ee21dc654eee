package io.herd.server.tls;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for the expensive part of handshakes, so that a flood of them holds up no event loop. What waits for them is bounded by the
 * limits of connections, each of which has one task at most. Threads end when there is nothing to do.
 */
final class HandshakeWorkers {
    private static final long IDLE_SECONDS = 10;

    private HandshakeWorkers() {}

    /** Half of the processors, so that the others serve those who are connected. */
    static Executor forClients() {
        return of("tls-clients", Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /** Apart from the clients', so that their floods delay no neighbour. */
    static Executor forLinks() {
        return of("tls-links", 1);
    }

    private static Executor of(String name, int threads) {
        var workers =
                new ThreadPoolExecutor(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        workers.setThreadFactory(Thread.ofPlatform().name(name, 0).daemon().factory());
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }
}
