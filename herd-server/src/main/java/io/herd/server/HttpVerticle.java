package io.herd.server;

import io.herd.config.ServerConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Consumer;

/** Listens at the server's HTTP port. */
final class HttpVerticle extends VerticleBase {
    /** Longer than clients keep a connection that they do not use, so that they close it first. */
    private static final int IDLE_SECONDS = 300;

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
        server = vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(IDLE_SECONDS))
                .requestHandler(router);
        return server.listen(config.httpPort(), config.bind());
    }

    @Override
    public Future<?> stop() {
        return server.close();
    }
}
