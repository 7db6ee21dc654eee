package io.herd.server.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** From which pages browsers send requests, as they say it. */
final class Origins {
    private Origins() {}

    /** Whether a request is none of a page, or of a page that this server served. */
    static boolean isOwn(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null || isAt(origin, request.getHeader(HttpHeaders.HOST));
    }

    private static boolean isAt(String origin, @Nullable String host) {
        return host != null && origin.replaceFirst("^[a-z]+://", "").equalsIgnoreCase(host);
    }
}
