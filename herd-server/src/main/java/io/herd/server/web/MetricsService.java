package io.herd.server.web;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** Serves a server's metrics to Prometheus. Confined to one event loop. */
public final class MetricsService {
    /** The path. */
    public static final String PATH = "/metrics";

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<Future<Buffer>> source;

    /** @param source all metrics as they are now, in Prometheus' text format; completes on the context of who asked first */
    public MetricsService(Supplier<Future<Buffer>> source) {
        this.source = source;
    }

    /** Answers {@code GET /metrics} and {@code HEAD}. */
    public void mount(Router router) {
        Documents.route(router, PATH).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        source.get()
                .onSuccess(text -> {
                    // It fails if the client has disconnected.
                    var _ = Documents.send(context, 200, TYPE, text);
                })
                .onFailure(context::fail);
    }
}
