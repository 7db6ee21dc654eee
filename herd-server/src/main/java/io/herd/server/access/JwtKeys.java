package io.herd.server.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** Fetches the keys of an issuer of JWTs: when the server starts, and then every five minutes. */
public final class JwtKeys {
    private static final long REFRESH = TimeUnit.MINUTES.toMillis(5);
    /** After a failure it tries again sooner. */
    private static final long SOON = TimeUnit.SECONDS.toMillis(10);

    private static final int PATIENCE_SECONDS = 5;
    private static final int OK = 200;

    private final Vertx vertx;
    private final String url;
    private final JwtCredentials credentials;
    private final Logger log;
    private final WebClient client;
    private final long soonMillis;
    private long timer;
    private boolean isStopped;

    public JwtKeys(Vertx vertx, String url, JwtCredentials credentials, Logger log) {
        this(vertx, url, credentials, log, SOON);
    }

    /** @param soonMillis after how long it tries again where there were no keys */
    JwtKeys(Vertx vertx, String url, JwtCredentials credentials, Logger log, long soonMillis) {
        this.soonMillis = soonMillis;
        this.vertx = vertx;
        this.url = url;
        this.credentials = credentials;
        this.log = log;
        client = WebClient.create(
                vertx, new WebClientOptions().setUserAgent("server-herd").setFollowRedirects(false));
    }

    /** Begins; nobody waits for the first keys. */
    public void start() {
        client.getAbs(url)
                .send()
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .compose(this::use)
                .onComplete(_ -> again(REFRESH), failure -> {
                    log.warn("the keys for JWTs cannot be fetched from {}: {}", url, failure.getMessage());
                    again(soonMillis);
                });
    }

    private Future<Integer> use(HttpResponse<Buffer> answer) {
        if (answer.statusCode() != OK) {
            return Future.failedFuture("answered with HTTP status " + answer.statusCode());
        }
        JsonObject set = answer.bodyAsJsonObject();
        int usable = set == null ? 0 : credentials.use(set);
        return usable == 0
                ? Future.failedFuture("there are none of RSA or elliptic curves")
                : Future.succeededFuture(usable);
    }

    private void again(long millis) {
        if (!isStopped) {
            timer = vertx.setTimer(millis, _ -> start());
        }
    }

    /** Fetches no more. */
    public void stop() {
        isStopped = true;
        boolean _ = vertx.cancelTimer(timer);
        client.close();
    }
}
