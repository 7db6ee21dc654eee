package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.bench.OwnHerd;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A client's history is gathered from servers, here fake ones, and written. */
@ExtendWith(VertxExtension.class)
class ExportTest {
    private static final String PATH = "/api/v1/clients/caf%C3%A9%2Fvan/history";

    @TempDir
    private Path directory;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private List<Integer> ports;
    private Path config;

    @BeforeEach
    void configure() throws IOException {
        ports = OwnHerd.freePorts(9);
        config = Files.writeString(directory.resolve("herd.yaml"), """
                servers:
                  Goloman: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d, neighbours: [Hands] }
                  Hands: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d, neighbours: [Goloman] }
                  Welsh: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d, neighbours: [] }
                """.formatted(ports.toArray()));
    }

    private static JsonObject entry(int second, double latitude) {
        return new JsonObject()
                .put("time", "2024-05-01T10:00:0" + second + "Z")
                .put("latitude", latitude)
                .put("longitude", 8);
    }

    private static JsonObject page(@Nullable String next, JsonObject... entries) {
        JsonObject page = new JsonObject()
                .put("client", "caf\u00e9/van")
                .put("history", new JsonArray(List.of((Object[]) entries)))
                .put("more", next != null);
        return next == null ? page : page.put("next", next);
    }

    private void serve(Vertx vertx, int server, Consumer<HttpServerRequest> handler) {
        vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.add(request.uri());
                    handler.accept(request);
                })
                .listen(ports.get(3 * server + 2), "127.0.0.1")
                .await();
    }

    private static void answer(HttpServerRequest request, int status, JsonObject document) {
        var _ = request.response().setStatusCode(status).end(document.toBuffer());
    }

    private Captured export(String... arguments) {
        return Captured.run("export", config, arguments);
    }

    private void serveTwo(Vertx vertx) {
        serve(
                vertx,
                0,
                request -> answer(
                        request,
                        200,
                        request.uri().endsWith("limit=1000")
                                ? page(PATH + "?after=x", entry(0, 47.5).put("battery", 81), entry(2, 47.6))
                                : page(null, entry(4, 47.7))));
        serve(vertx, 1, request -> answer(request, 200, page(null, entry(2, 47.6), entry(2, 47.61), entry(3, 47.65))));
    }

    @Test
    void pagesOfAllServersAreMergedByTimeWithoutDuplicates(Vertx vertx) {
        serveTwo(vertx);
        Captured outcome = export("caf\u00e9/van", "--format", "csv");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.output()).isEqualTo("""
                        time,latitude,longitude,accuracy,altitude,speed,course,battery,client
                        2024-05-01T10:00:00Z,47.5,8,,,,,81,"caf\u00e9/van"
                        2024-05-01T10:00:02Z,47.6,8,,,,,,"caf\u00e9/van"
                        2024-05-01T10:00:02Z,47.61,8,,,,,,"caf\u00e9/van"
                        2024-05-01T10:00:03Z,47.65,8,,,,,,"caf\u00e9/van"
                        2024-05-01T10:00:04Z,47.7,8,,,,,,"caf\u00e9/van"
                        """);
        assertThat(outcome.errors()).startsWith("Welsh cannot be reached");
        assertThat(asked).containsOnly(PATH + "?limit=1000", PATH + "?after=x");
    }

    @Test
    void aFileIsWritten(Vertx vertx) throws IOException {
        serveTwo(vertx);
        Path file = directory.resolve("van.gpx");
        Captured outcome = export("caf\u00e9/van", "--format", "gpx", "--output", file.toString());
        assertThat(outcome.code()).isZero();
        assertThat(outcome.output()).isEmpty();
        assertThat(Files.readString(file))
                .contains("<name>caf\u00e9/van</name>")
                .endsWith("</gpx>");
    }

    @Test
    void aServerThatFailsOnTheWayIsNamedAndTheOthersGoOn(Vertx vertx) {
        serve(
                vertx,
                0,
                request -> answer(
                        request,
                        request.uri().endsWith("limit=1000") ? 200 : 503,
                        page(PATH + "?after=x", entry(0, 47.5)).put("detail", "busy just now")));
        serve(vertx, 1, request -> answer(request, 200, page(null, entry(3, 47.65))));
        Captured outcome = export("caf\u00e9/van", "--format", "geojson");
        assertThat(outcome.code()).isZero();
        assertThat(new JsonObject(outcome.output()).getJsonArray("features")).hasSize(2);
        assertThat(outcome.errors()).contains("Goloman refused: busy just now");
    }

    @Test
    void whereNobodyHasAHistoryItSaysWhy(Vertx vertx) {
        Path file = directory.resolve("none.gpx");
        serve(
                vertx,
                0,
                request -> answer(
                        request,
                        404,
                        new JsonObject().put("reason", "no_history").put("detail", "history is switched off")));
        serve(
                vertx,
                1,
                request -> request.response().setStatusCode(404).end("nothing").onComplete(_ -> {}));
        Captured outcome = export("caf\u00e9/van", "--format", "gpx", "--output", file.toString());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(file).doesNotExist();
        assertThat(outcome.errors())
                .contains(
                        "Goloman has none: history is switched off",
                        "Hands does not answer as a server of the herd",
                        "Welsh cannot be reached",
                        "herd: no server has a history of caf\u00e9/van");
    }
}
