package io.herd.server;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.FORBIDDEN;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;

import io.herd.config.ServerConfig;
import io.herd.server.net.Channels;
import io.herd.server.net.MemoryAccount;
import io.herd.server.net.Tuning;
import io.herd.server.tls.TlsHandshakes;
import io.herd.server.web.Api;
import io.herd.server.web.HttpCounters;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Listens at the server's HTTP port. */
final class HttpVerticle extends VerticleBase {
    /** Longer than clients keep a connection that they do not use, so that they close it first. */
    private static final int IDLE_SECONDS = 300;

    /** How much of a connection is read at once: a request or a few, not hundreds. */
    private static final int READ_BYTES = 512;
    /** How many bytes of answers may wait for a slow reader, besides the last answer. */
    private static final int UNREAD_BYTES = 8 * 1024;
    /** About how many bytes a connection takes at most, answers that wait included. */
    private static final int CONNECTION_BYTES = 32 * 1024;

    private final ServerConfig config;
    private final int most;
    private final HttpCounters counters;
    private final MemoryAccount memory;
    private final List<Consumer<Router>> services;
    /** Null where TLS is not spoken. */
    private final @Nullable TlsHandshakes tls;

    private HttpServer server;
    private int open;

    /**
     * @param most how many connections may be open at once
     * @param services each adds its routes
     * @param tls null where TLS is not spoken
     */
    HttpVerticle(
            ServerConfig config,
            int most,
            HttpCounters counters,
            MemoryAccount memory,
            List<Consumer<Router>> services,
            @Nullable TlsHandshakes tls) {
        this.tls = tls;
        this.config = config;
        this.most = most;
        this.counters = counters;
        this.memory = memory;
        this.services = services;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        router.route().handler(this::cutWhoDoesNotRead);
        services.forEach(service -> service.accept(router));
        // Without a handler a malformed path is logged as an error of the router, with a stack trace.
        for (HttpResponseStatus each : List.of(BAD_REQUEST, FORBIDDEN, NOT_FOUND)) {
            router.errorHandler(each.code(), context -> Api.refuse(context, each));
        }
        // HTTP/2 in clear text lets one connection use as much memory as a hundred, and no client needs it.
        var options = Api.tune(Tuning.forClients(new HttpServerOptions()))
                .setIdleTimeout(IDLE_SECONDS)
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true);
        server = vertx.createHttpServer(options)
                .connectionHandler(this::connected)
                .exceptionHandler(HttpVerticle::ignore)
                .requestHandler(request -> {
                    request.exceptionHandler(HttpVerticle::ignore);
                    request.response().exceptionHandler(HttpVerticle::ignore);
                    router.handle(request);
                });
        return server.listen(config.httpPort(), config.bind());
    }

    /**
     * A client that sends requests without reading would make answers pile up. The channel is checked, since a response calls its
     * queue full by the number of writes that wait, whatever their size.
     */
    private void cutWhoDoesNotRead(RoutingContext context) {
        context.response().setWriteQueueMaxSize(UNREAD_BYTES);
        Channel channel = Channels.of(context.request().connection());
        // Otherwise answers to requests of the same read would wait for its end.
        channel.flush();
        if (channel.isWritable()) {
            context.next();
        } else if (channel.isOpen()) {
            counters.unread.increment();
            Channels.cut(channel);
        }
    }

    private void connected(HttpConnection connection) {
        boolean isCrowded = open >= most || memory.isTight();
        Channel channel = Channels.of(connection);
        Tuning.readAtMost(channel, READ_BYTES);
        open++;
        memory.add(CONNECTION_BYTES);
        connection.exceptionHandler(HttpVerticle::ignore);
        // The connection itself does not notice its end once it is a WebSocket.
        channel.closeFuture().addListener(_ -> {
            open--;
            memory.add(-CONNECTION_BYTES);
        });
        if (isCrowded) {
            counters.crowded.increment();
            var _ = connection.close();
        } else if (tls != null) {
            // Whose handshake fails is counted, logged and closed there.
            var _ = tls.begin(channel);
        }
    }

    /** Broken connections are not logged: clients can cause any number of them. */
    private static void ignore(Throwable failure) {}

    @Override
    public Future<?> stop() {
        return server.close();
    }
}
