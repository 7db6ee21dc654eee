package io.herd.server.web;

import io.herd.server.access.Grant;
import io.herd.server.net.Channels;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Streams over WebSockets: where clients are, as it changes. Confined to the event loop that it is mounted on. */
final class LiveService {
    static final String PATH = ApiService.PATH + "/live";
    /** The subprotocol whose positions are binary. */
    static final String BINARY = "herd.binary.1";

    /** So long a client may take to answer that it closes, too. */
    private static final int CLOSING_SECONDS = 1;

    private static final String ALL_ORIGINS = "*";
    /** How many positions of a box are sent where nothing else is asked for, in the binary form. */
    private static final int USUAL_MOST = 2_000;

    /** How many frames a second a client gets in the binary form until it asks for another rate. */
    private static final int USUAL_RATE = 4;

    private final ApiService service;
    private final LiveStreams streams;
    private final List<String> origins;
    private final long heartbeatMillis;
    private final JsonEvents events;
    private final WrittenOnce shared = new WrittenOnce();

    /**
     * @param origins which pages of other origins may connect; {@code *} alone for all
     * @param heartbeatMillis how often clients have to answer
     */
    LiveService(ApiService service, LiveStreams streams, List<String> origins, long heartbeatMillis) {
        this.service = service;
        this.streams = streams;
        this.origins = origins;
        this.heartbeatMillis = heartbeatMillis;
        events = new JsonEvents(service.state());
    }

    /** Has a server speak the subprotocol, and bounds what it reads of a message. Compression would take much memory. */
    static HttpServerOptions tune(HttpServerOptions options) {
        return options.setMaxWebSocketFrameSize(SocketChannel.FRAME_BYTES)
                .setMaxWebSocketMessageSize(SocketChannel.FRAME_BYTES)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setWebSocketClosingTimeout(CLOSING_SECONDS)
                .addWebSocketSubProtocol(BINARY);
    }

    /** Answers {@code GET /api/v1/live}. */
    void mount(Router router) {
        router.get(PATH).handler(this::open);
    }

    private void open(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!isAllowed(request)) {
            service.refuse(context, HttpRefusal.FORBIDDEN_ORIGIN, "pages of this origin may not connect (http.cors)");
        } else if (!request.canUpgradeToWebSocket()) {
            context.response().putHeader(HttpHeaders.UPGRADE, "websocket");
            service.refuse(context, HttpRefusal.NO_WEBSOCKET, "expected the handshake of a WebSocket");
        } else if (!service.isBusy(context) && !service.hasTooMany(context, streams)) {
            // A handshake that fails is answered with 400.
            Channel channel = Channels.of(request.connection());
            Grant grant = service.guard().grant(context);
            request.toWebSocket().onSuccess(socket -> opened(socket, channel, grant));
        }
    }

    /** A browser says which page connects, and would let a page of any origin do it. */
    private boolean isAllowed(HttpServerRequest request) {
        return Origins.isOwn(request)
                || origins.contains(ALL_ORIGINS)
                || origins.contains(request.getHeader(HttpHeaders.ORIGIN));
    }

    private void opened(ServerWebSocket socket, Channel under, Grant grant) {
        boolean isBinary = BINARY.equals(socket.subProtocol());
        SocketChannel channel = isBinary
                ? new BinaryChannel(socket, under, events, shared, service)
                : new SocketChannel(socket, under, events, shared);
        LiveStream stream = streams.open(channel, grant, heartbeatMillis);
        if (isBinary) {
            stream.limit(USUAL_RATE);
        }
        var reader = new LiveMessageReader(isBinary ? USUAL_MOST : 0);
        new LiveSocket(service, socket, channel, stream, reader).open();
    }
}
