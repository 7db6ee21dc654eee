package io.herd.measure;

import io.herd.config.ServerConfig;
import io.herd.server.web.ServerStatus;
import io.herd.server.web.StatusService;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks servers for their status, with Java's own HTTP client, so that the measurement shares no code with the servers. */
public final class StatusClient implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();

    /** The status of a server; blocks until it answers. */
    public ServerStatus ask(ServerConfig server) throws IOException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://" + server.host() + ":" + server.httpPort() + StatusService.PATH))
                .build();
        try {
            String body =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return ServerStatus.of(new JsonObject(body));
        } catch (InterruptedException e) {
            throw new InterruptedIOException(e.getMessage());
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
