package io.herd.server.places;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.herd.config.PlacesConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Carries requests to a provider, through a pool of connections. Any number of event loops may share it. */
final class Sender {
    private final Endpoint service;
    private final int connections;
    /** How many requests are on a connection, their answers not whole yet. */
    private final AtomicInteger onConnections = new AtomicInteger();
    /** Vert.x closes clients that nobody holds. */
    private final HttpClient http;

    private final WebClient client;

    /** Sends to a service. */
    Sender(Vertx vertx, Endpoint service, PlacesConfig config) {
        this.service = service;
        connections = config.connections();
        WebClientOptions options = options(config.deadline());
        http = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(connections));
        client = WebClient.wrap(http, options).addInterceptor(this::count).addInterceptor(BoundedBody::attach);
    }

    /** Attempts to connect end by the deadline, too: while they last they take a place in the pool. */
    private static WebClientOptions options(Duration deadline) {
        String version = Sender.class.getPackage().getImplementationVersion();
        var options = new WebClientOptions().setUserAgent(version == null ? "server-herd" : "server-herd/" + version);
        // A redirect would carry the key to another host.
        options.setFollowRedirects(false);
        options.setConnectTimeout((int) deadline.toMillis());
        options.setSslHandshakeTimeout(deadline.toMillis()).setSslHandshakeTimeoutUnit(MILLISECONDS);
        return options;
    }

    private void count(HttpContext<?> context) {
        if (context.phase() == ClientPhase.SEND_REQUEST) {
            onConnections.incrementAndGet();
        }
        context.next();
    }

    /** Sends a request from the current context; whoever loses interest in the answer must end the body's request. */
    Future<HttpAnswer> send(PlacesRequest request, BoundedBody body) {
        return Future.<HttpResponse<Buffer>>future(promise -> {
                    HttpRequest<Buffer> prepared =
                            client.request(request.method(), service.address(), service.request(request.path()));
                    request.query().forEach(prepared::addQueryParam);
                    request.headers().forEach(prepared::putHeader);
                    HttpRequest<Buffer> bounded = prepared.as(body);
                    Future<HttpResponse<Buffer>> response = request.body().isEmpty()
                            ? bounded.send()
                            : bounded.sendBuffer(Buffer.buffer(request.body()));
                    response.onComplete(promise);
                })
                .onComplete(_ -> onConnections.addAndGet(body.isSent() ? -1 : 0))
                .map(response -> new HttpAnswer(
                        response.statusCode(),
                        response.headers(),
                        response.body() == null ? Buffer.buffer() : response.body()));
    }

    /**
     * Whether the provider had a fair time for a request: since it was sent; or, if it was not sent, to let itself be
     * connected to. A request that waited for others to leave a connection had none.
     */
    boolean hadTime(BoundedBody body, long asked, long now, long fairNanos) {
        if (body.isSent()) {
            return now - body.sentAt() >= fairNanos;
        }
        return now - asked >= fairNanos && onConnections.get() < connections;
    }

    /** Closes all connections; requests still under way fail. */
    Future<Void> close() {
        return http.close();
    }
}
