package io.herd.server;

import io.herd.config.ServerConfig;
import io.herd.server.net.MemoryAccount;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Listens at the server's HTTP port. */
final class HttpVerticle extends VerticleBase {
    /** Longer than clients keep a connection that they do not use, so that they close it first. */
    private static final int IDLE_SECONDS = 300;

    private static final int BAD_REQUEST = 400;

    /** About how many bytes a connection takes on which nothing happens. */
    private static final int CONNECTION_BYTES = 16 * 1024;

    private final ServerConfig config;
    private final int most;
    private final LongAdder turnedAway;
    private final MemoryAccount memory;
    private final List<Consumer<Router>> services;
    private HttpServer server;
    private int open;

    /**
     * @param most how many connections may be open at once
     * @param turnedAway counts those beyond that, and those that came while memory was tight
     * @param services what is to be had there: each adds its routes
     */
    HttpVerticle(
            ServerConfig config,
            int most,
            LongAdder turnedAway,
            MemoryAccount memory,
            List<Consumer<Router>> services) {
        this.config = config;
        this.most = most;
        this.turnedAway = turnedAway;
        this.memory = memory;
        this.services = services;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        services.forEach(service -> service.accept(router));
        // Without a handler a malformed path is logged as an error of the router, with a stack trace.
        router.errorHandler(BAD_REQUEST, HttpVerticle::refuse);
        // HTTP/2 in clear text lets one connection hold as much as a hundred, and nobody needs it.
        var options = new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setHttp2ClearTextEnabled(false);
        server = vertx.createHttpServer(options)
                .connectionHandler(this::connected)
                .exceptionHandler(HttpVerticle::ignore)
                .requestHandler(request -> {
                    request.exceptionHandler(HttpVerticle::ignore);
                    request.response().exceptionHandler(HttpVerticle::ignore);
                    router.handle(request);
                });
        return server.listen(config.httpPort(), config.bind());
    }

    private void connected(HttpConnection connection) {
        boolean isCrowded = open >= most || memory.isTight();
        open++;
        memory.add(CONNECTION_BYTES);
        connection.exceptionHandler(HttpVerticle::ignore).closeHandler(_ -> {
            open--;
            memory.add(-CONNECTION_BYTES);
        });
        if (isCrowded) {
            turnedAway.increment();
            var _ = connection.close();
        }
    }

    private static void refuse(RoutingContext context) {
        var _ = context.response().setStatusCode(BAD_REQUEST).end("Bad Request");
    }

    /** What ends a connection is nobody's fault here, and strangers can do it as often as they like. */
    private static void ignore(Throwable failure) {}

    @Override
    public Future<?> stop() {
        return server.close();
    }
}
