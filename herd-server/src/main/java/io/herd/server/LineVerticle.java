package io.herd.server;

import io.herd.config.ServerConfig;
import io.herd.server.client.ClientService;
import io.herd.server.client.ClientSession;
import io.herd.server.net.LineSocket;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.util.concurrent.TimeUnit;

/**
 * Listens at the server's port, where clients and neighbours connect. Several instances share the port and, in
 * {@link ClientService}, what is safe to share; each connection stays on the event loop of the instance that took it.
 */
final class LineVerticle extends VerticleBase {
    private final ServerConfig config;
    private final ClientService service;
    private NetServer server;

    LineVerticle(ServerConfig config, ClientService service) {
        this.config = config;
        this.service = service;
    }

    @Override
    public Future<?> start() {
        server = vertx.createNetServer(new NetServerOptions().setTcpNoDelay(true))
                .connectHandler(socket -> {
                    LineSocket line = LineSocket.open(
                            vertx, socket, service.limits().lineBytes(), wire -> new ClientSession(service, wire));
                    var _ = line.closed()
                            .onComplete(_ -> service.counters().closed.increment());
                });
        return server.listen(config.port(), config.bind());
    }

    /** Takes no more connections; those that are open finish what is in hand. */
    @Override
    public Future<?> stop() {
        return server.shutdown(service.limits().drain().toMillis(), TimeUnit.MILLISECONDS);
    }
}
