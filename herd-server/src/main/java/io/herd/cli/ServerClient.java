package io.herd.cli;

import io.herd.config.HerdConfig;
import io.herd.config.Host;
import io.herd.config.ServerConfig;
import io.herd.server.net.Unreachable;
import io.herd.server.tls.CommandTls;
import io.herd.server.tls.HandshakeFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Asks servers over HTTP. To be held for as long as it asks: Vert.x closes a client that nothing refers to. */
final class ServerClient {
    /** How long a server may take to answer, in seconds. */
    private static final int PATIENCE = 2;

    private final WebClient client;
    private final Collection<ServerConfig> servers;
    private final @Nullable String credential;

    /** Asks the servers of a configuration, or any that are like them. */
    ServerClient(Vertx vertx, HerdConfig herd) {
        var options = new WebClientOptions().setUserAgent("server-herd");
        options.setFollowRedirects(false);
        if (herd.tls().http()) {
            CommandTls.of(vertx, herd).tune(options);
        }
        client = WebClient.create(vertx, options);
        servers = herd.servers().values();
        credential = CommandCredential.of(herd);
    }

    /** Sends a request without a body, as below. */
    Future<HttpResponse<Buffer>> send(HttpMethod method, ServerConfig server, String path) {
        return send(method, server, path, null);
    }

    /**
     * Sends a request. One that a server takes too long to answer is sent once more: it must be idempotent.
     *
     * @param json null for no body
     */
    Future<HttpResponse<Buffer>> send(HttpMethod method, ServerConfig server, String path, @Nullable Buffer json) {
        // On a busy machine a program that has just started may itself be what took too long.
        return sendOnce(method, server, path, json)
                .recover(failure -> failure instanceof TimeoutException
                        ? sendOnce(method, server, path, json)
                        : Future.failedFuture(failure));
    }

    private Future<HttpResponse<Buffer>> sendOnce(
            HttpMethod method, ServerConfig server, String path, @Nullable Buffer json) {
        var request = new RequestOptions()
                .setHost(Host.inUrl(server.host()))
                .setPort(server.httpPort())
                .setURI(path);
        SocketAddress address = SocketAddress.inetSocketAddress(server.httpPort(), server.host());
        HttpRequest<Buffer> sent = client.request(method, address, request);
        // Only those of the configuration are shown what the key of the herd is good for.
        String shown = servers.contains(server) ? credential : CommandCredential.given();
        if (shown != null) {
            sent.bearerTokenAuthentication(shown);
        }
        return (json == null
                        ? sent.send()
                        : sent.putHeader("Content-Type", "application/json").sendBuffer(json))
                .timeout(PATIENCE, TimeUnit.SECONDS);
    }

    /** Why a request had no answer, for people. */
    static String reason(Throwable failure) {
        return switch (failure) {
            case TimeoutException _ -> "does not answer within " + PATIENCE + " s";
            case ConnectException _, NoRouteToHostException _, UnknownHostException _ -> Unreachable.because(failure);
            case SSLException trouble -> HandshakeFailure.advice(trouble);
            default -> "does not answer as a server of the herd";
        };
    }

    void close() {
        client.close();
    }
}
