package io.herd.server.places;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.herd.config.PlacesConfig;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Carries requests to a provider, through a pool of connections. Any number of event loops may share it. */
final class Sender {
    private static final String USER_AGENT = userAgent();

    private final Endpoint service;
    private final int connections;
    /** How many requests have a connection, and no complete answer yet. */
    private final AtomicInteger onConnections = new AtomicInteger();
    /** Held in a field, since Vert.x closes clients that nothing refers to. */
    private final HttpClient client;

    /**
     * Sends to a service.
     *
     * @param tuning what else its connections need
     */
    Sender(Vertx vertx, Endpoint service, PlacesConfig config, Consumer<HttpClientOptions> tuning) {
        this.service = service;
        connections = config.connections();
        HttpClientOptions options = options(config.deadline());
        tuning.accept(options);
        client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(connections));
    }

    /** Attempts to connect end by the deadline, too, since they occupy the pool. */
    private static HttpClientOptions options(Duration deadline) {
        return new HttpClientOptions()
                .setConnectTimeout((int) deadline.toMillis())
                .setSslHandshakeTimeout(deadline.toMillis())
                .setSslHandshakeTimeoutUnit(MILLISECONDS);
    }

    private static String userAgent() {
        String version = Sender.class.getPackage().getImplementationVersion();
        return version == null ? "server-herd" : "server-herd/" + version;
    }

    /** Sends a request from the current context. Whoever loses interest in the answer must end the exchange. */
    Future<HttpAnswer> send(PlacesRequest request, Exchange exchange) {
        return connect(options(request)).compose(connected -> {
            onConnections.incrementAndGet();
            return exchange.send(connected, Buffer.buffer(request.body()))
                    .onComplete(_ -> onConnections.decrementAndGet());
        });
    }

    private Future<HttpClientRequest> connect(RequestOptions options) {
        try {
            return client.request(options);
        } catch (IllegalStateException e) {
            // The client is closed.
            return Future.failedFuture(e);
        }
    }

    /** Redirects are not followed: one would carry the key to another host. */
    private RequestOptions options(PlacesRequest request) {
        var uri = new QueryStringEncoder(request.path());
        request.query().forEach(uri::addParam);
        RequestOptions options = service.request(uri.toString())
                .setServer(service.address())
                .setMethod(request.method())
                .setFollowRedirects(false)
                .putHeader(HttpHeaders.USER_AGENT, USER_AGENT);
        request.headers().forEach((name, value) -> options.putHeader(name, value));
        return options;
    }

    /**
     * Whether the provider had a fair time for a request: to answer it or, if it was not sent, to accept the connection.
     * A request that waited for a free connection had none.
     */
    boolean hadTime(Exchange exchange, long asked, long now, long fairNanos) {
        if (exchange.isSent()) {
            return now - exchange.sentAt() >= fairNanos;
        }
        return now - asked >= fairNanos && onConnections.get() < connections;
    }

    /** Closes all connections; requests still under way fail. */
    Future<Void> close() {
        return client.close();
    }
}
