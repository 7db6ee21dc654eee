package io.herd.server.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** The page for a browser whose address has a credential that is worth nothing: a share that has expired, was revoked, or is cut. */
final class EndedShare {
    /** Browsers ask for a password where Basic is offered, too, and whoever has such an address has none. */
    private static final String CHALLENGE = "Bearer realm=\"herd\"";

    private final Buffer page =
            Buffer.buffer(HtmlTemplate.of("share-ended.html").fill(Map.of(), Map.of()));

    /** Whether a person would see the answer to a request. */
    static boolean isFor(HttpServerRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        boolean reads =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        return reads && accepted != null && accepted.contains("text/html");
    }

    void show(RoutingContext context) {
        context.response()
                .putHeader("WWW-Authenticate", CHALLENGE)
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        // It fails if the client has disconnected.
        var _ = Documents.send(context, HttpRefusal.UNAUTHENTICATED.status(), "text/html; charset=utf-8", page);
    }
}
