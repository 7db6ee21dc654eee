package io.herd.server.web;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Documents that are served at a path: GET is answered with all of one, HEAD with its status and headers. */
final class Documents {
    static final String JSON = "application/json";
    static final String GEO_JSON = "application/geo+json";
    /** The detail of a problem. */
    static final String NO_NAME = "a client's name is 1 to 16,000 bytes without white space";

    private static final String PROBLEM = "application/problem+json";

    private Documents() {}

    static Route route(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    /** Whether a request asks for GeoJSON. */
    static boolean wantsGeoJson(RoutingContext context) {
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains(GEO_JSON);
    }

    static void send(RoutingContext context, int status, JsonObject document) {
        send(context, status, JSON, document.encode());
    }

    /**
     * Says why a request was not carried out, as RFC 9457 has it.
     *
     * @param reason the same for programs
     */
    static void problem(RoutingContext context, int status, String reason, String detail) {
        var problem = new JsonObject()
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("status", status)
                .put("reason", reason)
                .put("detail", detail);
        send(context, status, PROBLEM, problem.encode());
    }

    static void send(RoutingContext context, int status, String type, String document) {
        // It fails if the client has disconnected.
        var _ = send(context, status, type, Buffer.buffer(document));
    }

    /** Completes once the client has taken the document; fails if it has disconnected. */
    static Future<Void> send(RoutingContext context, int status, String type, Buffer document) {
        HttpServerResponse response = context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(document.length()));
        if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        boolean isHead = context.request().method().equals(HttpMethod.HEAD);
        return isHead ? response.end() : response.end(document);
    }
}
