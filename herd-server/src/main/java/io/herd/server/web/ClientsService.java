package io.herd.server.web;

import static io.vertx.core.http.HttpHeaders.CACHE_CONTROL;
import static io.vertx.core.http.HttpHeaders.ETAG;
import static io.vertx.core.http.HttpHeaders.IF_NONE_MATCH;

import io.herd.protocol.Bytes;
import io.herd.protocol.ClientName;
import io.herd.protocol.Command.Whatsat;
import io.herd.protocol.Report;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** The clients of a herd as resources over HTTP. Any number of event loops may share it. */
public final class ClientsService {
    /** Before the client's name, percent-encoded. */
    public static final String PATH = ApiService.CLIENTS;

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final ApiService service;

    ClientsService(ApiService service) {
        this.service = service;
    }

    /**
     * Answers {@code GET /api/v1/clients/<name>} and {@code /api/v1/clients/<name>/places}, and {@code DELETE
     * /api/v1/clients/<name>}: the client is deleted on all servers, whether it was known or not. The answer means what a reply to
     * a report means. Clients called {@code .} and {@code ..} cannot be named so.
     */
    void mount(Router router) {
        Documents.route(router, PATH + ":client").handler(this::get);
        Documents.route(router, PATH + ":client/places").handler(this::places);
        router.route(HttpMethod.DELETE, PATH + "*").handler(this::delete);
    }

    private void get(RoutingContext context) {
        service.client(context, report -> answer(context, report));
    }

    private void answer(RoutingContext context, Report report) {
        Buffer document = JsonDocument.of(json -> ReportJson.write(report, service.state(), json));
        String tag = '"' + UUID.nameUUIDFromBytes(document.getBytes()).toString() + '"';
        // It may be kept, but has to be asked for again.
        context.response().putHeader(ETAG, tag).putHeader(CACHE_CONTROL, "no-cache");
        String known = context.request().getHeader(IF_NONE_MATCH);
        if (known != null && (known.contains(tag) || known.strip().equals("*"))) {
            var _ = context.response().setStatusCode(NOT_MODIFIED).end();
        } else {
            service.answer(context, Documents.JSON, document);
        }
    }

    private static byte[] array(Bytes bytes) {
        byte[] array = new byte[bytes.length()];
        bytes.copyTo(array, 0);
        return array;
    }

    private void places(RoutingContext context) {
        var query = new QueryParameters(context.request().query());
        double radius = query.radius(Whatsat.MOST_KM);
        int limit = query.integer("limit", Whatsat.MOST_PLACES, Whatsat.MOST_PLACES);
        if (service.refuses(context, query) || service.isBusy(context)) {
            return;
        }
        service.client(
                context,
                report -> service.places()
                        .near(report.position(), radius, limit)
                        .onSuccess(answer ->
                                service.answer(context, Documents.JSON, Buffer.buffer(array(answer.document())))));
    }

    private void delete(RoutingContext context) {
        String path = context.normalizedPath();
        // The route takes the path without its last solidus, too.
        ClientName client = ClientName.ofSegment(path.substring(Math.min(PATH.length(), path.length())));
        if (client == null) {
            service.refuse(context, HttpRefusal.MALFORMED_PARAMETER, Documents.NO_NAME);
            return;
        } else if (!service.guard().permissions(context).forget().contains(client.bytes())) {
            service.guard().forbid(context);
            return;
        }
        service.intake()
                .forget(client)
                .onSuccess(isDeleted -> {
                    if (isDeleted) {
                        var _ = context.response().setStatusCode(NO_CONTENT).end();
                    } else {
                        service.refuse(
                                context,
                                HttpRefusal.NO_ROOM,
                                "there is no room to remember the deletion; see limits.clientBytes");
                    }
                })
                .onFailure(_ -> service.refuse(
                        context,
                        HttpRefusal.UNACKNOWLEDGED,
                        "the deletion is not yet where it has to be; try again, perhaps elsewhere"));
    }
}
