package io.herd.server.hook;

import static java.util.Objects.requireNonNull;

import io.herd.config.HooksConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Posts documents to targets. The address that a name stands for is checked and then dialled, so that a name cannot stand for another one
 * by then. Redirections are not followed. To be held for as long as it sends: Vert.x closes a client that nothing refers to.
 */
final class HookSender {
    private static final int SUCCESS = 2;
    private static final int HUNDRED = 100;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Vertx vertx;
    private final HooksConfig config;
    private final HttpClientAgent client;

    HookSender(Vertx vertx, HooksConfig config) {
        this.vertx = vertx;
        this.config = config;
        client = vertx.createHttpClient(new HttpClientOptions().setMaxRedirects(0));
    }

    /** Completes once the target has taken the document; fails if it has not, in time. */
    Future<Void> post(String target, Buffer body, long posixSeconds) {
        URI url = URI.create(target);
        return vertx.executeBlocking(() -> address(url.getHost()), false)
                .compose(address -> post(url, requireNonNull(address), body, posixSeconds))
                .timeout(config.deadline().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Blocks while the name is looked up. */
    private InetAddress address(String host) throws UnknownHostException {
        InetAddress[] all = InetAddress.getAllByName(host);
        return Arrays.stream(all)
                .filter(each -> config.privateNetworks() || PublicAddress.isPublic(each))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        host + " has only addresses of private networks; see fences.webhooks.privateNetworks"));
    }

    private Future<Void> post(URI url, InetAddress address, Buffer body, long posixSeconds) {
        boolean isTls = "https".equals(url.getScheme());
        int port = url.getPort() < 0 ? isTls ? HTTPS : HTTP : url.getPort();
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(isTls)
                .setURI(path)
                .setFollowRedirects(false)
                .setTimeout(config.deadline().toMillis())
                .putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "server-herd");
        String secret = config.secret();
        if (secret != null) {
            request.putHeader(HookSignature.HEADER, HookSignature.of(secret, posixSeconds, body));
        }
        return client.request(request)
                .compose(sent -> sent.send(body))
                .compose(answer -> answer.end().map(_ -> answer.statusCode()))
                .compose(status -> status / HUNDRED == SUCCESS
                        ? Future.succeededFuture()
                        : Future.failedFuture("it answers with status " + status));
    }

    Future<Void> close() {
        return client.close();
    }
}
