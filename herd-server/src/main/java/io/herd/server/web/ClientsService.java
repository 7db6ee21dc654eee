package io.herd.server.web;

import io.herd.protocol.ClientName;
import io.herd.server.intake.ReportIntake;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The clients of a herd as resources over HTTP. Any number of event loops may share it. */
public final class ClientsService {
    /** Before the client's name, percent-encoded. */
    public static final String PATH = "/api/v1/clients/";

    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;
    private static final int INSUFFICIENT_STORAGE = 507;

    private final ReportIntake intake;

    public ClientsService(ReportIntake intake) {
        this.intake = intake;
    }

    /**
     * Answers {@code DELETE /api/v1/clients/<name>}: the client is deleted on all servers, whether it was known or not. The answer
     * means what a reply to a report means. Clients called {@code .} and {@code ..} cannot be named so.
     */
    public void mount(Router router) {
        router.route(HttpMethod.DELETE, PATH + "*").handler(this::delete);
    }

    private void delete(RoutingContext context) {
        String path = context.normalizedPath();
        // The route takes the path without its last solidus, too.
        ClientName client = ClientName.ofSegment(path.substring(Math.min(PATH.length(), path.length())));
        if (client == null) {
            Documents.problem(context, BAD_REQUEST, "a client's name is 1 to 16,000 bytes without white space");
            return;
        }
        intake.forget(client)
                .onSuccess(isDeleted -> {
                    if (isDeleted) {
                        var _ = context.response().setStatusCode(NO_CONTENT).end();
                    } else {
                        Documents.problem(
                                context,
                                INSUFFICIENT_STORAGE,
                                "there is no room to remember the deletion; see limits.clientBytes");
                    }
                })
                .onFailure(_ -> Documents.problem(
                        context,
                        UNAVAILABLE,
                        "the deletion is not yet where it has to be; try again, perhaps elsewhere"));
    }
}
