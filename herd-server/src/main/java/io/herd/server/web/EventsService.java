package io.herd.server.web;

import io.herd.access.Permissions;
import io.herd.protocol.FenceName;
import io.herd.server.access.Grant;
import io.herd.server.watch.Interest;
import io.herd.server.watch.Sight;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Streams of server-sent events: where clients are, as it changes, and what happens at fences. Confined to the event loop that it is mounted on. */
final class EventsService {
    static final String PATH = ApiService.PATH + "/events";

    private final ApiService service;
    private final LiveStreams streams;
    private final long heartbeatMillis;
    private final EventWriter writer;
    private final WrittenOnce shared = new WrittenOnce();

    /** @param heartbeatMillis how often streams show that they are alive */
    EventsService(ApiService service, LiveStreams streams, long heartbeatMillis) {
        this.service = service;
        this.streams = streams;
        this.heartbeatMillis = heartbeatMillis;
        writer = new EventWriter(service.state());
    }

    /** Answers {@code GET /api/v1/events}. */
    void mount(Router router) {
        router.get(PATH).handler(this::open);
    }

    private void open(RoutingContext context) {
        var query = new QueryParameters(context.request().query());
        Set<Interest> interests = query.interests();
        Set<@Nullable FenceName> fences = query.fences();
        int subscriptions = interests.size() + fences.size();
        query.requireSubscriptions(subscriptions, service.watches());
        Grant grant = service.guard().grant(context);
        if (service.refuses(context, query) || service.isBusy(context) || service.hasTooMany(context, streams)) {
            return;
        } else if (!maySee(grant.permissions(), interests, fences)) {
            service.guard().forbid(context);
            return;
        }
        beginEvents(context);
        var channel = new SseChannel(context.request(), writer, shared, subscriptions);
        LiveStream stream = streams.open(channel, grant, heartbeatMillis);
        stream.write(channel.heartbeat());
        int number = 0;
        for (Interest each : interests) {
            boolean _ = stream.subscribe(new LiveMessage.Subscribe(Integer.toString(number++), each, 0));
        }
        for (FenceName each : fences) {
            boolean _ = stream.subscribe(new LiveMessage.SubscribeFence(Integer.toString(number++), each));
        }
    }

    private static boolean maySee(Permissions permissions, Set<Interest> interests, Set<@Nullable FenceName> fences) {
        return interests.stream().allMatch(each -> Sight.permits(each, permissions))
                && fences.stream().allMatch(permissions::mayRead);
    }

    /** Begins an answer that goes on with events. */
    private static void beginEvents(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // A proxy must not wait for more.
                .putHeader("X-Accel-Buffering", "no")
                .setChunked(true);
    }
}
