package io.herd.server.places;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.herd.config.PlacesConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.time.Duration;

/** Carries requests to a source, through a pool of connections. Any number of event loops may share it. */
final class Sender {
    private final RequestOptions service;
    /** Vert.x closes clients that nobody holds. */
    private final HttpClient http;

    private final WebClient client;

    /** Sends to the host and port of this URL. */
    Sender(Vertx vertx, URI url, PlacesConfig config) {
        service = new RequestOptions().setHost(host(url)).setPort(port(url)).setSsl(isHttps(url));
        WebClientOptions options = options(config.deadline());
        http = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(config.connections()));
        client = WebClient.wrap(http, options).addInterceptor(BoundedBody::attach);
    }

    private static boolean isHttps(URI url) {
        return "https".equals(url.getScheme());
    }

    /** Without the brackets around an address of IPv6. */
    private static String host(URI url) {
        return url.getHost().replaceAll("[\\[\\]]", "");
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : isHttps(url) ? 443 : 80;
    }

    /** Host and port, for people. */
    static String name(URI url) {
        return url.getHost() + ":" + port(url);
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

    /** Sends a request from the current context; whoever loses interest in the answer must end the body's request. */
    Future<HttpAnswer> send(PlacesRequest request, BoundedBody body) {
        return Future.<HttpResponse<Buffer>>future(promise -> {
                    HttpRequest<Buffer> prepared =
                            client.request(request.method(), new RequestOptions(service).setURI(request.path()));
                    request.query().forEach(prepared::addQueryParam);
                    request.headers().forEach(prepared::putHeader);
                    HttpRequest<Buffer> bounded = prepared.as(body);
                    Future<HttpResponse<Buffer>> response = request.body().isEmpty()
                            ? bounded.send()
                            : bounded.sendBuffer(Buffer.buffer(request.body()));
                    response.onComplete(promise);
                })
                .map(response -> new HttpAnswer(
                        response.statusCode(),
                        response.headers(),
                        response.body() == null ? Buffer.buffer() : response.body()));
    }

    /** Closes all connections; requests still under way fail. */
    Future<Void> close() {
        return http.close();
    }
}
