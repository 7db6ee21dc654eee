package io.herd.server.web;

import io.herd.geo.Box;
import io.herd.geo.Polygon;
import io.herd.geo.Position;
import io.herd.protocol.Report;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches for clients by where they are. Any number of event loops may share it. */
final class SearchService {
    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 1_000;

    private final ApiService service;

    SearchService(ApiService service) {
        this.service = service;
    }

    /** Answers {@code GET} at {@code /api/v1/clients/<name>/near}, {@code /api/v1/near} and {@code /api/v1/clients}. */
    void mount(Router router) {
        Documents.route(router, ApiService.CLIENTS + ":client/near").handler(this::nearClient);
        Documents.route(router, ApiService.PATH + "/near").handler(this::nearPosition);
        Documents.route(router, ApiService.PATH + "/clients").handler(this::inArea);
    }

    private void nearClient(RoutingContext context) {
        var query = new QueryParameters(context.request().query());
        double radius = query.radius(Position.FARTHEST_KM);
        int limit = limit(query);
        if (service.refuses(context, query) || service.isBusy(context)) {
            return;
        }
        service.client(
                context,
                report -> answer(
                        context,
                        service.live()
                                .near(report, radius, limit + 1, service.guard().filter(context)),
                        limit,
                        report.position()));
    }

    private void nearPosition(RoutingContext context) {
        var query = new QueryParameters(context.request().query());
        Position center = query.position();
        double radius = query.radius(Position.FARTHEST_KM);
        int limit = limit(query);
        if (!service.refuses(context, query) && center != null && !service.isBusy(context)) {
            answer(
                    context,
                    service.live()
                            .near(center, radius, limit + 1, service.guard().filter(context)),
                    limit,
                    center);
        }
    }

    private void inArea(RoutingContext context) {
        var query = new QueryParameters(context.request().query());
        Polygon polygon = query.polygon();
        Box box = polygon == null ? query.box() : null;
        int limit = limit(query);
        if (service.refuses(context, query) || service.isBusy(context)) {
            return;
        }
        if (polygon != null) {
            answer(
                    context,
                    service.live().in(polygon, limit + 1, service.guard().filter(context)),
                    limit,
                    null);
        } else if (box != null) {
            answer(context, service.live().in(box, limit + 1, service.guard().filter(context)), limit, null);
        }
    }

    /** How many clients are asked for. */
    static int limit(QueryParameters query) {
        return query.integer("limit", USUAL_LIMIT, MOST);
    }

    private void answer(RoutingContext context, Future<List<Report>> search, int limit, @Nullable Position center) {
        search.onSuccess(found -> new ClientList(found, limit, center).answer(context, service));
    }
}
