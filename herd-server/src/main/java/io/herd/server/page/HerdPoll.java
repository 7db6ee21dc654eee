package io.herd.server.page;

import io.herd.config.HerdConfig;
import io.herd.config.Host;
import io.herd.config.ServerConfig;
import io.herd.server.net.Unreachable;
import io.herd.server.tls.CommandTls;
import io.herd.server.tls.HandshakeFailure;
import io.herd.server.web.ServerStatus;
import io.herd.server.web.StatusService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the other servers of the configuration for their status, with the credential of whoever wants to know, so that it gives nobody
 * more than they have. Confined to one event loop.
 */
public final class HerdPoll {
    /** A server that takes longer counts as down: the page shows that within three seconds. */
    private static final int PATIENCE_SECONDS = 1;

    private final Vertx vertx;
    private final HerdConfig herd;
    private final String server;
    private final Supplier<Future<ServerStatus>> own;
    /** Held, since Vert.x closes a client that nothing refers to; null until somebody asks. */
    private @Nullable Future<WebClient> client;

    /** @param own the status of this server */
    public HerdPoll(Vertx vertx, HerdConfig herd, String server, Supplier<Future<ServerStatus>> own) {
        this.vertx = vertx;
        this.herd = herd;
        this.server = server;
        this.own = own;
    }

    /** The name of this server. */
    String server() {
        return server;
    }

    /**
     * Asks all servers at once. The answer has an object for each, in the order of the configuration: its name, its neighbours, and its
     * {@code status}, or why it is {@code down}.
     *
     * @param credential empty for none
     */
    Future<JsonArray> ask(String credential) {
        List<Future<JsonObject>> all = herd.servers().values().stream()
                .map(each -> ask(each, credential)
                        .map(answer ->
                                answer.put("server", each.name()).put("neighbours", new JsonArray(each.neighbours()))))
                .toList();
        return Future.join(all)
                .map(_ -> new JsonArray(all.stream().map(Future::result).toList()));
    }

    private Future<JsonObject> ask(ServerConfig other, String credential) {
        if (other.name().equals(server)) {
            return own.get().map(status -> new JsonObject().put("status", status.toJson()));
        }
        return client().compose(
                        web -> request(web, other, credential).send().timeout(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .map(response -> answer(other, response))
                .otherwise(failure -> down(reason(failure)));
    }

    private HttpRequest<Buffer> request(WebClient web, ServerConfig other, String credential) {
        var options = new RequestOptions()
                .setHost(Host.inUrl(other.host()))
                .setPort(other.httpPort())
                .setURI(StatusService.PATH);
        SocketAddress address = SocketAddress.inetSocketAddress(other.httpPort(), other.host());
        HttpRequest<Buffer> request = web.request(HttpMethod.GET, address, options);
        return credential.isEmpty() ? request : request.bearerTokenAuthentication(credential);
    }

    private static JsonObject answer(ServerConfig other, HttpResponse<Buffer> response) {
        if (response.statusCode() != 200) {
            return down("answers with HTTP status " + response.statusCode());
        }
        JsonObject status = Objects.requireNonNullElse(response.bodyAsJsonObject(), new JsonObject());
        String name = status.getString("server", "nobody");
        return name.equals(other.name()) ? new JsonObject().put("status", status) : down("answers as " + name);
    }

    private static JsonObject down(String reason) {
        return new JsonObject().put("down", reason);
    }

    private static String reason(Throwable failure) {
        return switch (failure) {
            case TimeoutException _ -> "does not answer within " + PATIENCE_SECONDS + " s";
            case ConnectException _, NoRouteToHostException _, UnknownHostException _ -> Unreachable.because(failure);
            case SSLException trouble -> HandshakeFailure.advice(trouble);
            default -> "does not answer as a server of the herd";
        };
    }

    /** Certificates are read from files, which blocks. */
    private Future<WebClient> client() {
        Future<WebClient> known = client;
        if (known == null || known.failed()) {
            known = vertx.executeBlocking(this::create).map(Objects::requireNonNull);
            client = known;
        }
        return known;
    }

    private WebClient create() {
        var options = new WebClientOptions().setUserAgent("server-herd").setFollowRedirects(false);
        if (herd.tls().http()) {
            CommandTls.of(vertx, herd).tune(options);
        }
        return WebClient.create(vertx, options);
    }

    /** Lets its connections go. */
    public void close() {
        Future<WebClient> known = client;
        if (known != null) {
            var _ = known.onSuccess(WebClient::close);
        }
    }
}
