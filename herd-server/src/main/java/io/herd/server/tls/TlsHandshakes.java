package io.herd.server.tls;

import io.herd.server.net.MemoryAccount;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;

/** Shakes hands on new connections. Safe for any number of event loops; each connection stays on its own. */
public final class TlsHandshakes {
    /** About how many bytes a connection takes for TLS: measured, half of them outside the heap. */
    private static final int CONNECTION_BYTES = 24 * 1024;

    private final Supplier<SslContext> context;
    private final Executor workers;
    private final long timeout;
    private final TlsCounters counters;
    private final FailureLog failures;
    private final MemoryAccount memory;
    private final Logger log;

    /**
     * @param context what holds for the next connection
     * @param workers does what takes long, such as signing
     * @param timeout how long a handshake may take, in ms
     * @param memory where the bytes of connections are accounted for
     */
    TlsHandshakes(
            Supplier<SslContext> context,
            Executor workers,
            long timeout,
            TlsCounters counters,
            FailureLog failures,
            MemoryAccount memory,
            Logger log) {
        this.context = context;
        this.workers = workers;
        this.timeout = timeout;
        this.counters = counters;
        this.failures = failures;
        this.memory = memory;
        this.log = log;
    }

    /**
     * Begins TLS on a connection that has just been made, to be called on its event loop before anything is read. Completes on the
     * event loop before the first bytes of the other side are handed on. A connection whose handshake fails is closed.
     */
    public Future<Void> begin(Channel channel) {
        var tasks = new HandshakeTasks(workers);
        SslHandler handler = context.get().newHandler(channel.alloc(), tasks);
        handler.setHandshakeTimeoutMillis(timeout);
        memory.add(CONNECTION_BYTES);
        channel.closeFuture().addListener(_ -> memory.add(-CONNECTION_BYTES));
        Promise<Void> done = Promise.promise();
        handler.handshakeFuture().addListener(shaken -> {
            if (shaken.isSuccess()) {
                counters.handshakes.increment();
                done.complete();
            } else {
                failed(channel, shaken.cause());
                done.fail(shaken.cause());
            }
        });
        channel.pipeline().addFirst("tls", handler).addFirst("tls-tasks", tasks);
        return done.future();
    }

    private void failed(Channel channel, Throwable cause) {
        HandshakeFailure reason = HandshakeFailure.of(cause);
        counters.failed(reason).increment();
        if (failures.isDue(System.nanoTime())) {
            log.warn(
                    "a TLS handshake with {} failed: {}; others are counted, and one a minute is logged",
                    channel.remoteAddress(),
                    reason.words(cause));
        }
        var _ = channel.close();
    }
}
