package io.herd.server;

import io.herd.config.ServerConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Consumer;

/** Listens at the server's HTTP port. */
final class HttpVerticle extends VerticleBase {
    private final ServerConfig config;
    private final List<Consumer<Router>> services;
    private HttpServer server;

    /** @param services what is to be had there: each adds its routes */
    HttpVerticle(ServerConfig config, List<Consumer<Router>> services) {
        this.config = config;
        this.services = services;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        services.forEach(service -> service.accept(router));
        server = vertx.createHttpServer().requestHandler(router);
        return server.listen(config.httpPort(), config.bind());
    }

    @Override
    public Future<?> stop() {
        return server.close();
    }
}
