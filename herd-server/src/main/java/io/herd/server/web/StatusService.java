package io.herd.server.web;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** Tells over HTTP how a server stands. Any number of event loops may share it. */
public final class StatusService {
    /** Where it is told. */
    public static final String PATH = "/status";

    private final Supplier<Future<ServerStatus>> source;

    /** @param source how the server stands now; completes on the context of whoever asks */
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
