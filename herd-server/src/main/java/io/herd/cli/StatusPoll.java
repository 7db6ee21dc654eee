package io.herd.cli;

import io.herd.cli.PollResult.Down;
import io.herd.cli.PollResult.Up;
import io.herd.config.Host;
import io.herd.config.ServerConfig;
import io.herd.server.http.ServerStatus;
import io.herd.server.http.StatusService;
import io.herd.server.net.Unreachable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks servers over HTTP for their status. */
final class StatusPoll {
    /** How long a server may take to answer, in seconds. */
    private static final int PATIENCE = 2;

    /** Held in a field, since Vert.x closes clients that nothing refers to. */
    private final WebClient client;

    StatusPoll(Vertx vertx) {
        var options = new WebClientOptions().setUserAgent("server-herd");
        options.setFollowRedirects(false);
        client = WebClient.create(vertx, options);
    }

    /**
     * Asks servers, all at once, and those that take too long once more. Never fails; the answers are in the order of
     * the servers.
     */
    Future<List<PollResult>> ask(Collection<ServerConfig> servers) {
        List<Future<PollResult>> standings = servers.stream().map(this::ask).toList();
        return Future.join(standings)
                .map(_ -> standings.stream().map(Future::result).toList())
                .onComplete(_ -> client.close());
    }

    private Future<PollResult> ask(ServerConfig server) {
        // On a busy machine, this program itself may have taken too long right after its start.
        return get(server)
                .recover(failure -> failure instanceof TimeoutException ? get(server) : Future.failedFuture(failure))
                .map(response -> read(server, response))
                .otherwise(failure -> new Down(server.name(), reason(failure)));
    }

    private Future<HttpResponse<Buffer>> get(ServerConfig server) {
        var request = new RequestOptions()
                .setHost(Host.inUrl(server.host()))
                .setPort(server.httpPort())
                .setURI(StatusService.PATH);
        SocketAddress address = SocketAddress.inetSocketAddress(server.httpPort(), server.host());
        return client.request(HttpMethod.GET, address, request).send().timeout(PATIENCE, TimeUnit.SECONDS);
    }

    private static PollResult read(ServerConfig server, HttpResponse<Buffer> response) {
        if (response.statusCode() != 200) {
            return new Down(server.name(), "answers with HTTP status " + response.statusCode());
        }
        JsonObject json = response.bodyAsJsonObject();
        if (json == null) {
            return new Down(server.name(), "answers with nothing");
        }
        ServerStatus status = ServerStatus.of(json);
        return status.server().equals(server.name())
                ? new Up(status, json)
                : new Down(server.name(), "answers as " + status.server());
    }

    private static String reason(Throwable failure) {
        return switch (failure) {
            case TimeoutException _ -> "does not answer within " + PATIENCE + " s";
            case ConnectException _, NoRouteToHostException _, UnknownHostException _ -> Unreachable.because(failure);
            default -> "does not answer as a server of the herd";
        };
    }
}
