package io.herd.server.web;

import io.herd.protocol.FenceName;
import io.herd.server.net.Channels;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Streams of server-sent events: what happens at fences. Confined to the event loop that it is mounted on. */
final class FenceEventsService {
    private final ApiService service;
    private final LiveStreams streams;
    private final long heartbeatMillis;

    /** @param heartbeatMillis how often streams show that they are alive */
    FenceEventsService(ApiService service, LiveStreams streams, long heartbeatMillis) {
        this.service = service;
        this.streams = streams;
        this.heartbeatMillis = heartbeatMillis;
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
        if (service.refuses(context, query) || service.isBusy(context) || service.hasTooMany(context, streams)) {
            return;
        }
        EventsService.beginEvents(context);
        var stream = new FenceStream(service, context.request(), streams.loop());
        streams.open(stream, Channels.of(context.request().connection()), heartbeatMillis);
        stream.open(fences);
    }
}
