package io.herd.tests;

import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of a live stream on a WebSocket. */
final class SocketClient implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final WebSocketClient client;
    private final WebSocket socket;
    private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();

    private SocketClient(WebSocketClient client, WebSocket socket) {
        this.client = client;
        this.socket = socket;
        var _ = socket.textMessageHandler(text -> messages.add(new JsonObject(text)));
        var _ = socket.binaryMessageHandler(messages::add);
        var _ = socket.resume();
    }

    static SocketClient json(Vertx vertx, ServerConfig server) {
        return open(vertx, server, null, List.of());
    }

    static SocketClient binary(Vertx vertx, ServerConfig server) {
        return open(vertx, server, null, List.of("herd.binary.1"));
    }

    /** @param origin the page that connects; null if it is none */
    static SocketClient open(Vertx vertx, ServerConfig server, @Nullable String origin, List<String> protocols) {
        WebSocketClient client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(1 << 20).setMaxMessageSize(1 << 20));
        var options = new WebSocketConnectOptions()
                .setHost(server.host())
                .setPort(server.httpPort())
                .setURI("/api/v1/live")
                .setSubProtocols(protocols);
        if (origin != null) {
            options.addHeader("Origin", origin);
        } else {
            options.setAllowOriginHeader(false);
        }
        return new SocketClient(
                client, client.connect(options).map(WebSocket::pause).await());
    }

    SocketClient say(JsonObject message) {
        return say(message.encode());
    }

    SocketClient say(String message) {
        var _ = socket.writeTextMessage(message);
        return this;
    }

    WebSocket socket() {
        return socket;
    }

    /** The next message, whatever it is. */
    Object next() {
        try {
            Object next = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing comes");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    JsonObject text() {
        return (JsonObject) next();
    }

    Buffer bytes() {
        return (Buffer) next();
    }

    /** The changes of a message about a subscription, in words. */
    static List<String> changes(JsonObject message) {
        JsonArray changes = message.getJsonArray("changes", new JsonArray());
        return changes.stream()
                .map(JsonObject.class::cast)
                .map(each -> each.getString("event") + " " + each.getString("client"))
                .toList();
    }

    @Override
    public void close() {
        var _ = socket.close();
        var _ = client.close();
    }
}
