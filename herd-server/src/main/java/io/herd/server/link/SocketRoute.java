package io.herd.server.link;

import io.herd.config.ServerConfig;
import io.herd.server.net.LineSocket;
import io.herd.server.net.MemoryAccount;
import io.herd.server.net.Unreachable;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

/** The way to a neighbour over a socket to its link port. To be used on one event loop. */
final class SocketRoute implements Route {
    private static final long START = System.nanoTime();

    private final Vertx vertx;
    private final NetClient client;
    private final ServerConfig neighbour;
    private final MemoryAccount memory;

    SocketRoute(Vertx vertx, NetClient client, ServerConfig neighbour, MemoryAccount memory) {
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
        if (attempt.isWanted()) {
            LineSocket.open(vertx, socket, LinkService.LINE_LIMIT, LinkService.SENT_LIMIT, memory, attempt::connected)
                    .closed()
                    .onComplete(_ -> attempt.closed());
        } else {
            var _ = socket.close();
        }
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
