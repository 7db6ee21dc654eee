package io.herd.server.web;

import io.herd.protocol.Bytes;
import io.herd.protocol.ClientName;
import io.herd.server.history.History;
import io.herd.server.history.HistoryPage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Tells where clients were, as far as this server took their reports. Any number of event loops may share it. */
final class HistoryService {
    private final ApiService service;

    HistoryService(ApiService service) {
        this.service = service;
    }

    /** Answers {@code GET} at {@code /api/v1/clients/<name>/history}. */
    void mount(Router router) {
        Documents.route(router, ApiService.CLIENTS + ":client/history").handler(this::get);
    }

    private void get(RoutingContext context) {
        var query = new QueryParameters(context.request().query());
        HistoryQuery asked = HistoryQuery.of(query, context);
        if (service.refuses(context, query) || service.isBusy(context)) {
            return;
        }
        ClientName name = service.clientName(context);
        History history = name == null ? null : visible(context, name.bytes());
        if (name != null && history != null) {
            answer(context, name, asked, history.read(name.bytes(), asked.from(), asked.to(), asked.limit()));
        } else if (name != null) {
            service.refuse(context, HttpRefusal.NO_HISTORY, "there is no history of the client here");
        }
    }

    /**
     * The history, if it has anything of a client that may be seen: by its name only. Who may see an area may see who is there, and not
     * who was there.
     */
    private @Nullable History visible(RoutingContext context, Bytes client) {
        History history = service.history();
        boolean isVisible = history != null
                && service.guard().permissions(context).read().contains(client)
                && history.knows(client);
        return isVisible ? history : null;
    }

    private void answer(RoutingContext context, ClientName name, HistoryQuery asked, HistoryPage page) {
        Long last = page.hasMore() ? (Long) page.points().getLast().timeNanos() : null;
        String next = asked.next(name.toSegment(), last);
        var document = new HistoryDocument(name.bytes(), page.points(), next);
        // CORS may have added its own.
        context.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (next != null) {
            context.response().putHeader("Link", "<" + next + ">; rel=\"next\"");
        }
        // Thousands of points take a while to write.
        context.vertx()
                .<Buffer>executeBlocking(() -> document.as(asked.format()), false)
                .onSuccess(written -> service.answer(context, asked.format().type(), written))
                .onFailure(context::fail);
    }
}
