package io.herd.server.web;

import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/** The streams of an event loop, whatever they tell and however it is encoded: bounded in number. Confined to that event loop. */
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

    /** One that is open. */
    interface Stream {
        /** Shows that the server is there, and cuts a client that is not. */
        void beat();

        /** The connection is closed. */
        void close();
    }

    /** Where streams are told of what happens. */
    Executor loop() {
        return loop;
    }

    boolean isFull() {
        return open >= service.streams();
    }

    /** Opens a stream of where clients are, which shows so often that it is alive. */
    LiveStream open(EventChannel channel, long heartbeatMillis) {
        var stream = new LiveStream(vertx, service, channel, loop);
        open(stream, channel.channel(), heartbeatMillis);
        return stream;
    }

    /** The same of any stream, on a connection. */
    void open(Stream stream, Channel channel, long heartbeatMillis) {
        open++;
        service.counters().streams.increment();
        long heartbeat = vertx.setPeriodic(heartbeatMillis, _ -> stream.beat());
        // Handlers of the response or the socket do not hear of all ends.
        channel.closeFuture()
                .addListener(_ -> loop.execute(() -> {
                    boolean _ = vertx.cancelTimer(heartbeat);
                    open--;
                    service.counters().endedStreams.increment();
                    stream.close();
                }));
    }
}
