package io.herd.server.link;

import io.herd.config.ServerConfig;
import io.herd.server.net.LineSocket;
import io.herd.server.net.MemoryAccount;
import io.herd.server.net.TlsPeer;
import io.herd.server.net.Unreachable;
import io.herd.server.tls.TlsHandshakes;
import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The way to a neighbour over a socket to its link port. To be used on one event loop. */
final class SocketRoute implements Route {
    private static final long START = System.nanoTime();

    private final Vertx vertx;
    private final NetClient client;
    private final ServerConfig neighbour;
    private final MemoryAccount memory;
    private final @Nullable TlsHandshakes tls;

    /** @param tls null where links are not encrypted */
    SocketRoute(
            Vertx vertx, NetClient client, ServerConfig neighbour, MemoryAccount memory, @Nullable TlsHandshakes tls) {
        this.tls = tls;
        this.vertx = vertx;
        this.client = client;
        this.neighbour = neighbour;
        this.memory = memory;
    }

    /** A time in ms that never goes back, from 0 on. */
    static long millis() {
        return (System.nanoTime() - START) / 1_000_000;
    }

    @Override
    public void connect(Attempt attempt) {
        client.connect(neighbour.linkPort(), neighbour.host())
                .onSuccess(socket -> connected(socket, attempt))
                .onFailure(failure -> attempt.failed(Unreachable.because(failure)));
    }

    private void connected(NetSocket socket, Attempt attempt) {
        if (!attempt.isWanted()) {
            var _ = socket.close();
        } else if (tls == null) {
            open(socket, attempt);
        } else {
            socket.exceptionHandler(_ -> {});
            tls.begin(channel(socket))
                    .onComplete(
                            _ -> openAsNeighbour(socket, attempt),
                            failure -> attempt.failed("TLS with it failed: " + failure.getMessage()));
        }
    }

    /** A certificate of the herd's CA is not enough: it must be the neighbour's own. */
    private void openAsNeighbour(NetSocket socket, Attempt attempt) {
        TlsPeer peer = TlsPeer.of(channel(socket));
        if (!attempt.isWanted()) {
            var _ = socket.close();
        } else if (peer != null && peer.names().contains(neighbour.name())) {
            open(socket, attempt);
        } else {
            attempt.failed("its certificate is not for " + neighbour.name() + ", but for "
                    + (peer == null ? Set.of() : peer.names()));
            var _ = socket.close();
        }
    }

    private void open(NetSocket socket, Attempt attempt) {
        LineSocket.open(vertx, socket, LinkService.LINE_LIMIT, LinkService.SENT_LIMIT, memory, attempt::connected)
                .closed()
                .onComplete(_ -> attempt.closed());
    }

    private static Channel channel(NetSocket socket) {
        return ((NetSocketInternal) socket).channelHandlerContext().channel();
    }

    @Override
    public void later(long millis, Runnable task) {
        vertx.setTimer(millis, _ -> task.run());
    }

    @Override
    public long now() {
        return millis();
    }
}
