package io.herd.server.web;

import io.herd.protocol.FenceName;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Streams of server-sent events: what happens at fences. Confined to the event loop that it is mounted on. */
final class FenceEventsService {
    private final Vertx vertx;
    private final ApiService service;
    private final long heartbeatMillis;
    private final Executor loop;
    private int open;

    /** @param heartbeatMillis how often streams show that they are alive */
    FenceEventsService(Vertx vertx, ApiService service, long heartbeatMillis) {
        this.vertx = vertx;
        this.service = service;
        this.heartbeatMillis = heartbeatMillis;
        Context context = vertx.getOrCreateContext();
        loop = task -> context.runOnContext(_ -> task.run());
    }

    /** Answers {@code GET /api/v1/events} where the query names fences; leaves others to the next handler. */
    void mount(Router router) {
        router.get(EventsService.PATH).handler(this::open);
    }

    private void open(RoutingContext context) {
        var query = new QueryParameters(context.request().query());
        if (!query.hasFences()) {
            context.next();
            return;
        }
        List<@Nullable FenceName> fences = query.fences(service.watches());
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
        var stream = new FenceStream(service, context.request(), loop);
        open++;
        long heartbeat = vertx.setPeriodic(heartbeatMillis, _ -> stream.beat());
        context.response().closeHandler(_ -> {
            open--;
            boolean _ = vertx.cancelTimer(heartbeat);
            stream.close();
        });
        stream.open(fences);
    }
}
