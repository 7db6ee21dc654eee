package io.herd.server.web;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** Serves a server's status over HTTP. Any number of event loops may share it. */
public final class StatusService {
    /** The path. */
    public static final String PATH = "/status";

    private final Supplier<Future<ServerStatus>> source;

    /** @param source the current status; completes on the caller's context */
    public StatusService(Supplier<Future<ServerStatus>> source) {
        this.source = source;
    }

    /** Answers {@code GET /status} with a {@link ServerStatus} as JSON, and {@code HEAD}. */
    public void mount(Router router) {
        Documents.route(router, PATH).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        source.get()
                .onSuccess(status -> Documents.send(context, 200, status.toJson()))
                .onFailure(context::fail);
    }
}
