package io.herd.server;

import io.herd.config.ServerConfig;
import io.herd.server.places.Gazetteer;
import io.herd.server.places.GazetteerService;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

/** Listens at the server's HTTP port. */
final class HttpVerticle extends VerticleBase {
    private final ServerConfig config;
    private final Future<Gazetteer> gazetteer;
    private HttpServer server;

    HttpVerticle(ServerConfig config, Future<Gazetteer> gazetteer) {
        this.config = config;
        this.gazetteer = gazetteer;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        new GazetteerService(gazetteer).mount(router);
        server = vertx.createHttpServer().requestHandler(router);
        return server.listen(config.httpPort(), config.bind());
    }

    @Override
    public Future<?> stop() {
        return server.close();
    }
}
