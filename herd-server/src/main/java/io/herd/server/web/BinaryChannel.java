package io.herd.server.web;

import io.herd.geo.CellCounts;
import io.herd.protocol.Bytes;
import io.herd.server.watch.Presence;
import io.netty.channel.Channel;
import io.vertx.core.http.ServerWebSocket;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream over a WebSocket whose positions are in binary messages, for maps; all else is JSON. */
final class BinaryChannel extends SocketChannel {
    private static final int MOST_CLIENTS = 2_000;

    private final ApiService service;
    /** The number that was given last. */
    private int number;

    BinaryChannel(ServerWebSocket socket, Channel under, JsonEvents events, WrittenOnce shared, ApiService service) {
        super(socket, under, events, shared);
        this.service = service;
    }

    @Override
    public Sent changes(InterestSubscription subscription, Map<Bytes, Presence> clients, @Nullable Bytes lines) {
        var frame = new BinaryChanges(subscription, service.intake().now(), () -> ++number);
        clients.forEach((client, presence) ->
                frame.add(client, subscription.interest().change(service.state(), client, presence)));
        return sendBinary(frame.buffer());
    }

    @Override
    public Sent cells(InterestSubscription subscription, CellCounts cells) {
        return sendBinary(BinaryChanges.cells(subscription, service.intake().now(), cells));
    }

    @Override
    public int mostClients() {
        return MOST_CLIENTS;
    }
}
