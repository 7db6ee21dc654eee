package io.herd.server;

import io.herd.config.ServerConfig;
import io.herd.server.http.ServerStatus;
import io.herd.server.http.StatusService;
import io.herd.server.places.Gazetteer;
import io.herd.server.places.GazetteerService;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.function.Supplier;

/** Listens at the server's HTTP port. */
final class HttpVerticle extends VerticleBase {
    private final ServerConfig config;
    private final Future<Gazetteer> gazetteer;
    private final Supplier<Future<ServerStatus>> status;
    private HttpServer server;

    HttpVerticle(ServerConfig config, Future<Gazetteer> gazetteer, Supplier<Future<ServerStatus>> status) {
        this.config = config;
        this.gazetteer = gazetteer;
        this.status = status;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        new GazetteerService(gazetteer).mount(router);
        new StatusService(status).mount(router);
        server = vertx.createHttpServer().requestHandler(router);
        return server.listen(config.httpPort(), config.bind());
    }

    @Override
    public Future<?> stop() {
        return server.close();
    }
}
