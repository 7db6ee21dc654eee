package io.herd.server.web;

import io.herd.server.access.Grant;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/** The streams of an event loop, however they are encoded: bounded in number. Confined to that event loop. */
final class LiveStreams {
    private final Vertx vertx;
    private final ApiService service;
    private final Executor loop;
    private int open;

    LiveStreams(Vertx vertx, ApiService service) {
        this.vertx = vertx;
        this.service = service;
        Context context = vertx.getOrCreateContext();
        loop = task -> context.runOnContext(_ -> task.run());
    }

    boolean isFull() {
        return open >= service.streams();
    }

    /**
     * Opens a stream on a connection, which shows so often that it is alive.
     *
     * @param grant what its client may see
     */
    LiveStream open(EventChannel channel, Grant grant, long heartbeatMillis) {
        var stream = new LiveStream(vertx, service, channel, grant, loop);
        open++;
        service.counters().streams.increment();
        long heartbeat = vertx.setPeriodic(heartbeatMillis, _ -> stream.beat());
        // Handlers of the response or the socket do not hear of all ends.
        channel.channel()
                .closeFuture()
                .addListener(_ -> loop.execute(() -> {
                    boolean _ = vertx.cancelTimer(heartbeat);
                    open--;
                    service.counters().endedStreams.increment();
                    stream.close();
                }));
        return stream;
    }
}
