package io.herd.server.hook;

import io.herd.config.HooksConfig;
import io.herd.server.hook.Delivery.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Posts documents to targets. The address that a name stands for is checked and then dialled, so that a name cannot stand for another one
 * by then. Redirections are not followed. To be held for as long as it sends: Vert.x closes a client that nothing refers to.
 */
final class HookSender {
    private static final int SUCCESS = 2;
    private static final int HUNDRED = 100;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    /** So much of an answer is read: only its status counts. */
    private static final int MOST_READ = 64 * 1024;

    private final Vertx vertx;
    private final HooksConfig config;
    private final HttpClientAgent client;

    HookSender(Vertx vertx, HooksConfig config) {
        this.vertx = vertx;
        this.config = config;
        // No target waits for the connection of another one, even if all are at one address.
        var pool =
                new PoolOptions().setHttp1MaxSize(Math.max(1, config.targets().size()));
        client = vertx.createHttpClient(new HttpClientOptions().setMaxRedirects(0), pool);
    }

    /** Completes once the target has answered, or has not in time; never fails. */
    Future<Delivery> post(String target, Buffer body, long posixSeconds) {
        URI url = URI.create(target);
        long end = System.nanoTime() + config.deadline().toNanos();
        return vertx.executeBlocking(() -> address(url.getHost()), false)
                .timeout(config.deadline().toMillis(), TimeUnit.MILLISECONDS)
                .compose(address -> address == null
                        ? Future.succeededFuture(isPrivate(url))
                        : exchange(request(url, address, body, posixSeconds), body, end))
                .otherwise(failure -> failed(failure, end));
    }

    /** The first address that may be dialled; null if none may. Blocks while the name is looked up. */
    private @Nullable InetAddress address(String host) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host))
                .filter(each -> config.privateNetworks() || PublicAddress.isPublic(each))
                .findFirst()
                .orElse(null);
    }

    private RequestOptions request(URI url, InetAddress address, Buffer body, long posixSeconds) {
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
                .putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "server-herd");
        String secret = config.secret();
        if (secret != null) {
            request.putHeader(HookSignature.HEADER, HookSignature.of(secret, posixSeconds, body));
        }
        return request;
    }

    /** Sends a request and hears the answer. At the end of its time the connection is closed, whatever is still to come. */
    private Future<Delivery> exchange(RequestOptions options, Buffer body, long end) {
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()) + 1);
        return client.request(options.setConnectTimeout(millis)).compose(request -> {
            // It fails once the request is over.
            long deadline = vertx.setTimer(millis, _ -> {
                var _ = request.reset();
            });
            return request.send(body)
                    .compose(answer -> discarded(request, answer))
                    .onComplete(_ -> vertx.cancelTimer(deadline));
        });
    }

    /** Completes once the rest of an answer has come, or is cut off since there is too much of it, or it takes too long. */
    private static Future<Delivery> discarded(HttpClientRequest request, HttpClientResponse answer) {
        int[] read = {0};
        answer.handler(part -> {
            read[0] += part.length();
            if (read[0] > MOST_READ) {
                // It fails once the request is over.
                var _ = request.reset();
            }
        });
        return answer.end().otherwiseEmpty().map(_ -> delivery(answer.statusCode()));
    }

    private static Delivery delivery(int status) {
        return status / HUNDRED == SUCCESS
                ? new Delivery.Taken()
                : new Delivery.Failed(Reason.STATUS, "it answers with status " + status);
    }

    private static Delivery isPrivate(URI url) {
        return new Delivery.Failed(
                Reason.PRIVATE_ADDRESS,
                url.getHost() + " has only addresses of private networks; see fences.webhooks.privateNetworks");
    }

    private Delivery failed(Throwable failure, long end) {
        return System.nanoTime() - end >= 0
                ? new Delivery.Failed(
                        Reason.TIMEOUT,
                        "it does not answer within " + config.deadline().toMillis() + " ms")
                : new Delivery.Failed(Reason.UNREACHABLE, "it cannot be reached: " + failure.getMessage());
    }

    Future<Void> close() {
        return client.close();
    }
}
