package io.herd.server.web;

import io.herd.server.watch.Interest;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.Executor;

/** Streams of server-sent events: where clients are, as it changes. Confined to the event loop that it is mounted on. */
final class EventsService {
    static final String PATH = ApiService.PATH + "/events";

    private final Vertx vertx;
    private final ApiService service;
    private final long heartbeatMillis;
    private final EventWriter writer;
    private final Executor loop;
    private int open;

    /** @param heartbeatMillis how often streams show that they are alive */
    EventsService(Vertx vertx, ApiService service, long heartbeatMillis) {
        this.vertx = vertx;
        this.service = service;
        this.heartbeatMillis = heartbeatMillis;
        writer = new EventWriter(service.state());
        Context context = vertx.getOrCreateContext();
        loop = task -> context.runOnContext(_ -> task.run());
    }

    /** Answers {@code GET /api/v1/events}. */
    void mount(Router router) {
        router.get(PATH).handler(this::open);
    }

    private void open(RoutingContext context) {
        var query = new QueryParameters(context.request().query());
        Set<Interest> interests = query.interests(service.watches());
        if (service.refuses(context, query) || service.isBusy(context)) {
            return;
        }
        if (open >= service.streams()) {
            service.refuse(context, HttpRefusal.TOO_MANY_STREAMS, "too many streams are open; ask another server");
            return;
        }
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // A proxy must not wait for more.
                .putHeader("X-Accel-Buffering", "no")
                .setChunked(true);
        var stream = new EventStream(service, context.request(), writer, loop, interests);
        open++;
        long heartbeat = vertx.setPeriodic(heartbeatMillis, _ -> stream.beat());
        context.response().closeHandler(_ -> {
            open--;
            boolean _ = vertx.cancelTimer(heartbeat);
            stream.close();
        });
        stream.open();
    }
}
