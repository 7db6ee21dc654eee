package io.herd.cli;

import io.herd.cli.PollResult.Down;
import io.herd.cli.PollResult.Up;
import io.herd.config.HerdConfig;
import io.herd.config.ServerConfig;
import io.herd.server.web.ServerStatus;
import io.herd.server.web.StatusService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.Collection;
import java.util.List;

/** Asks servers over HTTP for their status. */
final class StatusPoll {
    private final ServerClient client;

    /** Asks servers of a configuration. */
    StatusPoll(Vertx vertx, HerdConfig herd) {
        client = new ServerClient(vertx, herd);
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
        return client.send(HttpMethod.GET, server, StatusService.PATH)
                .map(response -> read(server, response))
                .otherwise(failure -> new Down(server.name(), ServerClient.reason(failure)));
    }

    private static PollResult read(ServerConfig server, HttpResponse<Buffer> response) {
        if (response.statusCode() == 401 || response.statusCode() == 403) {
            return new Down(server.name(), "wants a token that may monitor: set " + CommandCredential.VARIABLE);
        }
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
}
