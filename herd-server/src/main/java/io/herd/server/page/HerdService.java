package io.herd.server.page;

import io.herd.server.web.Api;
import io.herd.server.web.Guard;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/**
 * Tells the status of all servers, so that a browser which reaches one server sees the herd. However many ask, the others are asked
 * twice a second at most. Confined to the event loop that it is mounted on.
 */
public final class HerdService {
    private static final long KEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Guard guard;
    private final HerdPoll poll;
    private Future<JsonArray> latest = Future.succeededFuture(new JsonArray());
    private long until = System.nanoTime();

    public HerdService(Guard guard, HerdPoll poll) {
        this.guard = guard;
        this.poll = poll;
    }

    /** Answers {@code GET /api/v1/herd}. Who may ask is decided before. */
    public void mount(Router router) {
        router.route(Api.HERD).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        if (latest.isComplete() && System.nanoTime() - until >= 0) {
            latest =
                    poll.ask(guard.grant(context).credential()).onComplete(_ -> until = System.nanoTime() + KEEP_NANOS);
        }
        latest.onSuccess(servers -> {
                    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                    var herd = new JsonObject().put("server", poll.server()).put("servers", servers);
                    PageService.send(context, "application/json", herd.toBuffer());
                })
                .onFailure(context::fail);
    }
}
