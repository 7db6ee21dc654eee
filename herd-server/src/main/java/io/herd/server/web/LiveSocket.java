package io.herd.server.web;

import io.herd.server.watch.Sight;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.ServerWebSocket;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a client says on its WebSocket. Confined to its event loop. */
final class LiveSocket {
    /** A client that sends so many frames while it does not read is cut: each may have to be answered. */
    private static final int MOST_UNREAD = 1_000;

    private final ApiService service;
    private final ServerWebSocket socket;
    private final SocketChannel channel;
    private final LiveStream stream;
    private final LiveMessageReader reader;
    /** How many frames have come since the client last kept up. */
    private int unread;

    LiveSocket(
            ApiService service,
            ServerWebSocket socket,
            SocketChannel channel,
            LiveStream stream,
            LiveMessageReader reader) {
        this.service = service;
        this.socket = socket;
        this.channel = channel;
        this.stream = stream;
        this.reader = reader;
    }

    /** Hears what the client says from now on. */
    void open() {
        socket.frameHandler(_ -> heard());
        socket.textMessageHandler(text -> heard(reader.read(text)));
        socket.binaryMessageHandler(_ -> heard(new LiveMessage.Malformed("expected a text message")));
        socket.exceptionHandler(this::failed);
    }

    private void heard() {
        stream.heard();
        unread = socket.isClosed() || !socket.writeQueueFull() ? 0 : unread + 1;
        if (unread > MOST_UNREAD) {
            stream.cut();
        }
    }

    private void heard(LiveMessage message) {
        switch (message) {
            case LiveMessage.Subscribe wish ->
                subscribe(
                        wish.id(), Sight.permits(wish.interest(), stream.permissions()), () -> stream.subscribe(wish));
            case LiveMessage.SubscribeFence wish ->
                subscribe(wish.id(), stream.permissions().mayRead(wish.fence()), () -> stream.subscribe(wish));
            case LiveMessage.Unsubscribe(var id) -> stream.unsubscribe(id);
            case LiveMessage.Rate(var framesPerSecond) -> stream.limit(framesPerSecond);
            case LiveMessage.Malformed(var detail) -> refuse(null, HttpRefusal.MALFORMED_MESSAGE, detail);
        }
    }

    private void subscribe(String id, boolean isPermitted, BooleanSupplier subscription) {
        if (!isPermitted) {
            refuse(id, HttpRefusal.FORBIDDEN, "the token does not permit this");
        } else if (service.memory().isTight()) {
            refuse(id, HttpRefusal.BUSY, "the server is short of memory; ask another one, or later");
        } else if (!subscription.getAsBoolean()) {
            refuse(
                    id,
                    HttpRefusal.TOO_MANY_SUBSCRIPTIONS,
                    "a connection may have " + service.watches() + " subscriptions");
        }
    }

    private void refuse(@Nullable String id, HttpRefusal reason, String detail) {
        service.counters().refused(reason).increment();
        if (!socket.isClosed()) {
            stream.write(channel.error(JsonEvents.error(id, reason, detail)));
        }
    }

    /** The connection is broken, or a frame is malformed or too long. */
    private void failed(Throwable failure) {
        if (!(failure instanceof HttpClosedException)) {
            service.counters().refused(HttpRefusal.MALFORMED_MESSAGE).increment();
            stream.cut();
        }
    }
}
