package io.herd.server.web;

import io.herd.geo.CellCounts;
import io.herd.protocol.Bytes;
import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import io.herd.server.fence.FenceEvent;
import io.herd.server.watch.Presence;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream over a WebSocket, as JSON in text messages. */
class SocketChannel implements EventChannel {
    /** The longest frame; longer messages are several. */
    static final int FRAME_BYTES = 32 * 1024;
    /** How many clients are in a message whose rate is bounded: some receivers take no more than 256 KiB. */
    private static final int MOST_CLIENTS = 500;

    private static final Buffer EMPTY = Buffer.buffer();

    private final ServerWebSocket socket;
    private final Channel channel;
    private final JsonEvents events;
    private final WrittenOnce shared;

    /**
     * The channel of a WebSocket.
     *
     * @param channel what is under it
     * @param shared what all channels of the event loop write once
     */
    SocketChannel(ServerWebSocket socket, Channel channel, JsonEvents events, WrittenOnce shared) {
        this.socket = socket;
        this.channel = channel;
        this.events = events;
        this.shared = shared;
    }

    @Override
    public Sent changes(InterestSubscription subscription, Map<Bytes, Presence> clients, @Nullable Bytes lines) {
        clients.forEach((client, presence) -> {
            if (presence == Presence.HERE) {
                subscription.tell(client, 0);
            } else {
                var _ = subscription.tellLeft(client);
            }
        });
        return sendText(subscription, shared.get(lines, () -> events.changes(subscription.interest(), clients)));
    }

    @Override
    public Sent cells(InterestSubscription subscription, CellCounts cells) {
        return sendText(subscription, JsonEvents.cells(cells));
    }

    @Override
    public final Sent inside(FenceSubscription subscription, FenceName fence, List<Report> clients) {
        return sendText(subscription, JsonEvents.inside(fence, clients));
    }

    @Override
    public final Sent happened(FenceSubscription subscription, List<FenceEvent> happened) {
        return sendText(subscription, JsonEvents.happened(happened));
    }

    @Override
    public final Sent ready(Subscription subscription) {
        return sendText(subscription, JsonEvents.ready());
    }

    @Override
    public final Sent ended(InterestSubscription subscription) {
        return sendText(subscription, JsonEvents.ended());
    }

    /** Says that a message was refused. */
    final Sent error(String message) {
        return new Sent(message.length(), socket.writeTextMessage(message));
    }

    private Sent sendText(Subscription subscription, Buffer rest) {
        String head = JsonEvents.head(subscription.id());
        // It fails if the connection is closed, and so do the others.
        var _ = socket.writeFrame(WebSocketFrame.textFrame(head, false));
        int at = 0;
        for (; rest.length() - at > FRAME_BYTES; at += FRAME_BYTES) {
            var _ = socket.writeFrame(WebSocketFrame.continuationFrame(rest.slice(at, at + FRAME_BYTES), false));
        }
        Future<Void> written = socket.writeFrame(WebSocketFrame.continuationFrame(rest.slice(at, rest.length()), true));
        return new Sent(head.length() + rest.length(), written);
    }

    final Sent sendBinary(Buffer message) {
        return new Sent(message.length(), socket.writeBinaryMessage(message));
    }

    @Override
    public final Sent heartbeat() {
        return new Sent(0, socket.writePing(EMPTY));
    }

    @Override
    public final boolean isAnswered() {
        return true;
    }

    @Override
    public int mostClients() {
        return MOST_CLIENTS;
    }

    @Override
    public final Channel channel() {
        return channel;
    }
}
