package io.herd.server.web;

import io.herd.geo.Area;
import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The fences of a herd as resources over HTTP. Any number of event loops may share it. */
public final class FencesService {
    /** Before a solidus and the fence's name, percent-encoded. */
    public static final String PATH = ApiService.PATH + "/fences";

    private static final int NO_CONTENT = 204;
    private static final int MOST = 1_000;

    private final ApiService service;

    FencesService(ApiService service) {
        this.service = service;
    }

    /**
     * Answers {@code GET} at {@code /api/v1/fences}, {@code GET}, {@code PUT} and {@code DELETE} at {@code /api/v1/fences/<name>}, and
     * {@code GET} at {@code /api/v1/fences/<name>/clients}. The answer to a change means what a reply to a report means.
     */
    void mount(Router router) {
        String one = PATH + "/:fence";
        Documents.route(router, PATH).handler(this::list);
        Documents.route(router, one).handler(context -> withFence(context, this::answer));
        Documents.route(router, one + "/clients").handler(context -> withFence(context, this::clients));
        router.route(HttpMethod.PUT, one).handler(this::put);
        router.route(HttpMethod.DELETE, one).handler(context -> withFence(context, this::delete));
    }

    private void list(RoutingContext context) {
        var query = new QueryParameters(context.request().query());
        int limit = query.integer("limit", MOST, MOST);
        FenceName after = query.fence("after");
        if (!service.refuses(context, query) && !service.isBusy(context)) {
            FenceList.of(service.state(), service.guard().permissions(context).read(), after, limit)
                    .answer(context, service);
        }
    }

    private void answer(RoutingContext context, Report fence) {
        service.answer(context, Documents.JSON, JsonDocument.of(json -> FenceJson.write(fence, json)));
    }

    private void clients(RoutingContext context, Report fence) {
        var query = new QueryParameters(context.request().query());
        int limit = SearchService.limit(query);
        if (!service.refuses(context, query) && !service.isBusy(context)) {
            service.live()
                    .in(fence.area(), limit + 1, service.guard().filter(context))
                    .onSuccess(found -> new ClientList(found, limit, null).answer(context, service));
        }
    }

    private void put(RoutingContext context) {
        FenceName name = name(context);
        if (name != null) {
            List<String> types = List.of(Documents.JSON, Documents.GEO_JSON);
            RequestBody.read(context, service, types, body -> put(context, name, body));
        }
    }

    private void put(RoutingContext context, FenceName name, Buffer body) {
        switch (FenceReader.read(body)) {
            case FenceReader.Outcome.Refused(var reason, var detail) -> service.refuse(context, reason, detail);
            case FenceReader.Outcome.Sound(Area area) ->
                acknowledge(context, service.intake().define(name, area), () -> {
                    Report standing = service.state().find(name);
                    // Somebody may have deleted it meanwhile.
                    if (standing == null) {
                        refuseUnknown(context);
                    } else {
                        answer(context, standing);
                    }
                });
        }
    }

    private void delete(RoutingContext context, Report fence) {
        acknowledge(context, service.intake().remove(FenceName.ofRecord(fence)), () -> {
            var _ = context.response().setStatusCode(NO_CONTENT).end();
        });
    }

    private void acknowledge(RoutingContext context, Future<Boolean> change, Runnable answer) {
        change.onSuccess(isKept -> {
                    if (isKept) {
                        answer.run();
                    } else {
                        service.refuse(
                                context,
                                HttpRefusal.NO_ROOM,
                                "there is no room for it; see fences.most and limits.clientBytes");
                    }
                })
                .onFailure(_ -> service.refuse(
                        context,
                        HttpRefusal.UNACKNOWLEDGED,
                        "the fence is not yet where it has to be; try again, perhaps elsewhere"));
    }

    /** Hands over the fence in the path, unless the request is refused since there is none. */
    private void withFence(RoutingContext context, BiConsumer<RoutingContext, Report> action) {
        FenceName name = name(context);
        Report fence = name == null ? null : service.state().find(name);
        if (name != null && fence != null && isShown(context, name)) {
            action.accept(context, fence);
        } else if (name != null) {
            refuseUnknown(context);
        }
    }

    /** Whoever may delete any fence need not be able to see it. */
    private boolean isShown(RoutingContext context, FenceName name) {
        return context.request().method().equals(HttpMethod.DELETE)
                || service.guard().permissions(context).mayRead(name);
    }

    private void refuseUnknown(RoutingContext context) {
        service.refuse(context, HttpRefusal.UNKNOWN_FENCE, "the fence is not known here");
    }

    /** The name in the path; null if the request was refused since it is none. */
    private @Nullable FenceName name(RoutingContext context) {
        String rest = context.normalizedPath().substring(PATH.length() + 1);
        int end = rest.indexOf('/');
        FenceName name = FenceName.ofSegment(end < 0 ? rest : rest.substring(0, end));
        if (name == null) {
            service.refuse(context, HttpRefusal.MALFORMED_PARAMETER, "a fence's name is " + FenceName.EXPECTED);
        }
        return name;
    }
}
