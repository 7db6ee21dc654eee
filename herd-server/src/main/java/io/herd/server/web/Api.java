package io.herd.server.web;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** The HTTP API of a server: all endpoints under {@code /api/v1}, and the document that describes them. */
public final class Api {
    /** The OpenAPI document. */
    static final String DESCRIPTION = ApiService.PATH + "/openapi.json";

    /** Where the status of all servers is. */
    public static final String HERD = ApiService.PATH + "/herd";

    /** Less than the shortest time after which proxies give a silent connection up. */
    private static final long HEARTBEAT_MILLIS = 15_000;

    private final Vertx vertx;
    private final ApiService service;
    private final List<String> origins;

    /** @param origins which pages of other origins may use it in browsers; {@code *} alone for all */
    public Api(Vertx vertx, ApiService service, List<String> origins) {
        this.vertx = vertx;
        this.service = service;
        this.origins = List.copyOf(origins);
    }

    /** What the HTTP server has to be given for it. */
    public static HttpServerOptions tune(HttpServerOptions options) {
        return LiveService.tune(options);
    }

    /** Adds all routes, on the event loop that is to serve them. */
    public void mount(Router router) {
        var streams = new LiveStreams(vertx, service);
        Guard guard = service.guard();
        router.route(LiveService.PATH).handler(guard::require);
        // It looks at origins itself: CORS does not apply to WebSockets.
        new LiveService(service, streams, origins, HEARTBEAT_MILLIS).mount(router);
        if (!origins.isEmpty()) {
            CorsHandler cors = cors();
            router.route(ApiService.PATH + "/*").handler(context -> {
                // Browsers name the origin also where a page writes to its own server, and CORS would refuse it.
                if (Origins.isOwn(context.request())) {
                    context.next();
                } else {
                    cors.handle(context);
                }
            });
        }
        router.route(ApiService.PATH + "/*").handler(guard::require);
        new ClientsService(service).mount(router);
        new SearchService(service).mount(router);
        new HistoryService(service).mount(router);
        new SharesService(service).mount(router);
        new ReportsService(service).mount(router);
        new FencesService(service).mount(router);
        new EventsService(service, streams, HEARTBEAT_MILLIS).mount(router);
        Buffer description = description();
        Documents.route(router, DESCRIPTION).handler(context -> describe(context, description));
    }

    /** Answers a request that no endpoint can answer. */
    public static void refuse(RoutingContext context, HttpResponseStatus status) {
        String title = status.reasonPhrase();
        Documents.problem(context, status.code(), title.toLowerCase(Locale.ROOT).replace(' ', '_'), title);
    }

    private CorsHandler cors() {
        return CorsHandler.create()
                .addOrigins(origins)
                .allowedMethods(
                        Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE))
                .allowedHeaders(Set.of(
                        HttpHeaders.CONTENT_TYPE.toString(),
                        HttpHeaders.IF_NONE_MATCH.toString(),
                        HttpHeaders.AUTHORIZATION.toString(),
                        "last-event-id"))
                .exposedHeaders(Set.of(HttpHeaders.ETAG.toString(), "Link"));
    }

    private static Buffer description() {
        try (InputStream in = Api.class.getResourceAsStream("openapi.json")) {
            return Buffer.buffer(
                    Objects.requireNonNull(in, "openapi.json is a resource").readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void describe(RoutingContext context, Buffer description) {
        // It fails if the client has disconnected.
        var _ = Documents.send(context, 200, Documents.JSON, description);
    }
}
