package io.herd.server.owner;

import io.herd.config.ForwardConfig;
import io.herd.config.HostPort;
import io.herd.protocol.ReportLine;
import io.herd.server.net.LineSocket;
import io.herd.server.net.MemoryAccount;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

/** The way to the client ports of a herd's servers over sockets. To be used on one event loop. */
final class ForwardRoute implements ForwardLane.Route {
    private static final int LINE_LIMIT = 2 * ReportLine.MOST_BYTES;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final Vertx vertx;
    private final NetClient client;
    private final MemoryAccount memory;
    private final ForwardConfig config;
    private final String here;
    private final String owner;

    /**
     * @param client held by whoever makes this
     * @param here the name of this herd
     * @param owner the name of the herd at the other end
     */
    ForwardRoute(Vertx vertx, NetClient client, MemoryAccount memory, ForwardConfig config, String here, String owner) {
        this.vertx = vertx;
        this.client = client;
        this.memory = memory;
        this.config = config;
        this.here = here;
        this.owner = owner;
    }

    @Override
    public Future<ForwardLink> connect(HostPort address) {
        return client.connect(address.port(), address.host()).map(this::open);
    }

    private ForwardLink open(NetSocket socket) {
        var link = new ForwardLink[1];
        var _ = LineSocket.open(vertx, socket, LINE_LIMIT, (int) config.bytes(), memory, wire -> {
            link[0] = new ForwardLink(wire, here, owner, config.token());
            return link[0];
        });
        return link[0];
    }

    @Override
    public long now() {
        return System.nanoTime() / NANOS_PER_MILLI;
    }
}
