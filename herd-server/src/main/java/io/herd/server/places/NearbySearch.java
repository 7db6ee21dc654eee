package io.herd.server.places;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.NearbyAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a Nearby Search service, the embedded gazetteer's or Google's, what is near a point. Both take the same request
 * and give the same answer. Any number of event loops may share it.
 */
public final class NearbySearch {
    private static final String GOOGLE = "https://maps.googleapis.com";
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    private final PlacesConfig config;
    private final @Nullable String key;
    private final RequestOptions service;
    private final SearchFailures failures;
    /** Vert.x closes clients that nobody holds. */
    private final HttpClient http;

    private final WebClient client;

    /** A search at the source that the configuration names, for a server that serves its own gazetteer over HTTP. */
    public static NearbySearch of(Vertx vertx, PlacesConfig config, ServerConfig server) {
        // Who listens at every address listens at this one.
        String host = EVERY_ADDRESS.contains(server.bind()) ? "127.0.0.1" : server.bind();
        String inUrl = host.contains(":") ? "[" + host + "]" : host;
        return new NearbySearch(vertx, config, "http://" + inUrl + ":" + server.httpPort());
    }

    /**
     * A search at the source that the configuration names.
     *
     * @param gazetteerUrl where this server serves its own gazetteer, as in {@code http://127.0.0.1:12490}
     * @throws IllegalArgumentException if the URL of the source is none
     */
    public NearbySearch(Vertx vertx, PlacesConfig config, String gazetteerUrl) {
        this.config = config;
        key = config.provider() == PlacesConfig.Provider.GOOGLE_LEGACY ? config.key() : null;
        service = service(url(config, gazetteerUrl));
        failures = new SearchFailures(service.getHost() + ":" + service.getPort(), config);
        WebClientOptions options = options(config.deadline());
        http = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(config.connections()));
        client = WebClient.wrap(http, options).addInterceptor(BoundedBody::attach);
    }

    private static String url(PlacesConfig config, String gazetteerUrl) {
        if (config.url() != null) {
            return config.url();
        }
        return config.provider() == PlacesConfig.Provider.GAZETTEER ? gazetteerUrl : GOOGLE;
    }

    private static RequestOptions service(String url) {
        String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        try {
            return new RequestOptions()
                    .setAbsoluteURI(URI.create(base + NearbyDocument.PATH).toURL());
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no URL of a Places service: " + url, e);
        }
    }

    /** Attempts to connect end by the deadline, too: while they last they take a place in the pool. */
    private static WebClientOptions options(Duration deadline) {
        var options = new WebClientOptions().setUserAgent("server-herd");
        // A redirect would carry the key to another host.
        options.setFollowRedirects(false);
        options.setConnectTimeout((int) deadline.toMillis());
        options.setSslHandshakeTimeout(deadline.toMillis()).setSslHandshakeTimeoutUnit(MILLISECONDS);
        return options;
    }

    /**
     * What is near a point, at most {@code limit} places. Never fails: where there is no answer by the deadline, or
     * none that can be used, the document says so in Google's form.
     */
    public Future<NearbyAnswer> near(Position center, double radiusMetres, int limit) {
        var body = new BoundedBody(config.maxAnswerBytes());
        var reader = new NearbyReader(center, radiusMetres, limit, key);
        return Future.<HttpResponse<Buffer>>future(
                        promise -> send(center, radiusMetres, body).onComplete(promise))
                .onFailure(failure -> body.endRequest())
                .map(response -> read(response, reader))
                .otherwise(failures::of)
                .map(this::answer);
    }

    private Future<HttpResponse<Buffer>> send(Position center, double radiusMetres, BoundedBody body) {
        String location = decimal(center.latitude()) + "," + decimal(center.longitude());
        HttpRequest<Buffer> request = client.request(HttpMethod.GET, service)
                .addQueryParam("location", location)
                .addQueryParam("radius", decimal(radiusMetres));
        if (key != null) {
            request.addQueryParam("key", key);
        }
        return request.as(body).send().timeout(config.deadline().toMillis(), MILLISECONDS);
    }

    /** Without an exponent, which Google does not read. */
    private static String decimal(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private NearbyDocument read(HttpResponse<Buffer> response, NearbyReader reader) {
        if (response.statusCode() != 200) {
            return failures.ofHttpStatus(response.statusCode());
        }
        Buffer body = response.body();
        NearbyDocument document = body == null ? null : reader.read(body);
        return document == null ? failures.unreadable() : document;
    }

    private NearbyAnswer answer(NearbyDocument document) {
        String text = document.text();
        byte[] bytes = text.getBytes(UTF_8);
        String loggable = config.provider() == PlacesConfig.Provider.GAZETTEER ? text : document.textWithIdsOnly();
        return new NearbyAnswer(Bytes.view(bytes, 0, bytes.length), loggable);
    }

    /** Closes all connections; searches still under way are answered as failed. */
    public Future<Void> close() {
        return http.close();
    }
}
