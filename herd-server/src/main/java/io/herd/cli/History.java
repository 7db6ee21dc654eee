package io.herd.cli;

import io.herd.config.ServerConfig;
import io.herd.protocol.ClientName;
import io.herd.protocol.Readings;
import io.herd.server.web.ClientsService;
import io.herd.track.TrackPoint;
import io.herd.track.TrackTime;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What one server has kept of a client's history, the oldest first, page by page. */
final class History {
    private static final String PAGE = "/history?limit=1000";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final ServerClient http;
    private final ServerConfig server;
    private final Deque<TrackPoint> page = new ArrayDeque<>();
    /** Where the next page is; null after the last. */
    private @Nullable String path;

    private @Nullable String absence;

    History(ServerClient http, ServerConfig server, ClientName client) {
        this.http = http;
        this.server = server;
        path = ClientsService.PATH + client.toSegment() + PAGE;
    }

    /**
     * The next point, which stays the next; null at the end.
     *
     * @throws IOException if the server cannot be asked; the message names it
     */
    @Nullable
    TrackPoint peek() throws IOException {
        String next = path;
        while (page.isEmpty() && next != null) {
            path = null;
            read(ask(next));
            next = path;
        }
        return page.peek();
    }

    /** Goes to the point after the next. */
    void advance() {
        page.remove();
    }

    /** Why the server has no history, in its words; null if it has. */
    @Nullable
    String absence() {
        return absence;
    }

    private JsonObject ask(String page) throws IOException {
        // A wait for the answer itself would throw whatever it failed with, checked exceptions included.
        AsyncResult<HttpResponse<Buffer>> answer = http.send(HttpMethod.GET, server, page)
                .transform(result -> Future.succeededFuture(result))
                .await();
        if (answer.failed()) {
            throw new IOException(server.name() + " " + ServerClient.reason(answer.cause()));
        }
        HttpResponse<Buffer> response = answer.result();
        JsonObject document = document(response);
        if (response.statusCode() == OK) {
            return document;
        }
        String detail = document.getString("detail", "it answers with HTTP status " + response.statusCode());
        if (response.statusCode() == NOT_FOUND) {
            absence = server.name() + " has none: " + detail;
            return new JsonObject();
        }
        throw new IOException(server.name() + " refused: " + detail);
    }

    private JsonObject document(HttpResponse<Buffer> response) throws IOException {
        try {
            JsonObject document = response.bodyAsJsonObject();
            return document == null ? new JsonObject() : document;
        } catch (DecodeException | ClassCastException e) {
            throw new IOException(server.name() + " does not answer as a server of the herd", e);
        }
    }

    private void read(JsonObject document) throws IOException {
        try {
            for (Object each : document.getJsonArray("history", new JsonArray())) {
                page.add(point((JsonObject) each));
            }
            path = document.getBoolean("more", false) ? document.getString("next") : null;
        } catch (ClassCastException | IllegalArgumentException | NullPointerException e) {
            throw new IOException(server.name() + " answers with a history that cannot be read", e);
        }
    }

    private static TrackPoint point(JsonObject entry) {
        return new TrackPoint(
                null,
                TrackTime.parse(entry.getString("time")),
                entry.getDouble("latitude"),
                entry.getDouble("longitude"),
                new Readings(
                        reading(entry, "accuracy"),
                        reading(entry, "altitude"),
                        reading(entry, "speed"),
                        reading(entry, "course"),
                        reading(entry, "battery"),
                        ""));
    }

    private static double reading(JsonObject entry, String name) {
        Double number = entry.getDouble(name);
        return number == null ? Double.NaN : number;
    }
}
