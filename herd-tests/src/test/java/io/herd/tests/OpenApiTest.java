package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The API's description against real requests and what a server answers to them. */
@ExtendWith(VertxExtension.class)
class OpenApiTest {
    /** Media types that the validator does not know, and what it may take them for. */
    private static final Map<String, String> TYPES = Map.of(
            "application/problem+json", "application/vnd.problem+json",
            "application/geo+json", "application/vnd.geo+json",
            "application/gpx+xml", "text/plain",
            "text/event-stream", "text/plain");

    private final Set<String> checked = new HashSet<>();
    private TestHerd herd;
    private ServerConfig server;
    private OpenAPIContract contract;
    private ResponseValidator answers;
    private HttpServer requests;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path logs) {
        herd = TestHerd.single(vertx, logs).withHistory(TestHerd.history(logs));
        herd.start("Goloman");
        server = herd.server("Goloman");
        String description = Http.get(server, "/api/v1/openapi.json").body();
        for (var each : TYPES.entrySet()) {
            description = description.replace(each.getKey(), each.getValue());
        }
        contract = OpenAPIContract.from(vertx, new JsonObject(description)).await();
        answers = ResponseValidator.create(vertx, contract);
        RequestValidator validator = RequestValidator.create(vertx, contract);
        requests = vertx.createHttpServer()
                .requestHandler(request -> validate(validator, request))
                .listen(0)
                .await();
    }

    private static void validate(RequestValidator validator, HttpServerRequest request) {
        validator
                .validate(request)
                .onSuccess(_ -> request.response().setStatusCode(204).end())
                .onFailure(failure -> request.response().setStatusCode(400).end(String.valueOf(failure)));
    }

    @AfterEach
    void stop() {
        requests.close().await();
        herd.close();
    }

    /** A request that is as described, and an answer that is, too. */
    private void check(int status, String method, String path, String body, String... headers) {
        HttpResponse<String> verdict = Http.request(method, requests.actualPort(), path, body, headers);
        assertThat(verdict.statusCode())
                .as(method + " " + path + ": " + verdict.body())
                .isEqualTo(204);
        checkAnswer(status, method, path, body, headers);
    }

    /** A request that is not as described, and is answered as described. */
    private void checkWrong(int status, String method, String path, String body, String... headers) {
        assertThat(Http.request(method, requests.actualPort(), path, body, headers)
                        .statusCode())
                .as(method + " " + path)
                .isEqualTo(400);
        checkAnswer(status, method, path, body, headers);
    }

    private void checkAnswer(int status, String method, String path, String body, String... headers) {
        HttpResponse<String> answer = Http.request(method, server.httpPort(), path, body, headers);
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isEqualTo(status);
        Operation operation = contract.findOperation(path.replaceAll("\\?.*", ""), HttpMethod.valueOf(method));
        String type = answer.headers().firstValue("Content-Type").orElse("");
        var received = new HashMap<String, String>();
        answer.headers().map().forEach((name, values) -> received.put(name, values.getFirst()));
        var validatable = answer.body().isEmpty()
                ? ValidatableResponse.create(status, received)
                : ValidatableResponse.create(
                        status, received, Buffer.buffer(answer.body()), TYPES.getOrDefault(type, type));
        assertThat(operation.getResponse(status))
                .as(method + " " + path + " " + status)
                .isNotNull();
        var _ = answers.validate(validatable, operation.getOperationId()).await();
        checked.add(operation.getOperationId());
    }

    @Test
    void everyOperationIsAsDescribed() {
        String[] json = {"Content-Type", "application/json"};
        String kiwi = "{\"client\":\"kiwi\",\"latitude\":34.068930,\"longitude\":-118.445127,\"time\":%s}";
        check(200, "POST", "/api/v1/reports", kiwi.formatted("1520023934.918963997"), json);
        check(200, "POST", "/api/v1/reports", kiwi.formatted("\"2018-03-02T20:52:14Z\""), json);
        check(200, "POST", "/api/v1/reports", "[" + kiwi.formatted("1") + ",{},7]", json);
        check(422, "POST", "/api/v1/reports", kiwi.formatted("9000000000"), json);
        check(422, "POST", "/api/v1/reports", kiwi.formatted("\"yesterday\""), json);
        check(413, "POST", "/api/v1/reports", "[\"" + "x".repeat(200_000) + "\"]", json);
        checkWrong(422, "POST", "/api/v1/reports", "{\"client\":\"kiwi\"}", json);
        checkWrong(413, "POST", "/api/v1/reports", "[" + "1,".repeat(500) + "1]", json);
        checkWrong(400, "POST", "/api/v1/reports", "7", json);
        checkWrong(415, "POST", "/api/v1/reports", "kiwi", "Content-Type", "text/plain");

        check(200, "GET", "/api/v1/clients/kiwi", "");
        check(404, "GET", "/api/v1/clients/nobody", "");
        check(400, "GET", "/api/v1/clients/a%20b", "");
        check(304, "GET", "/api/v1/clients/kiwi", "", "If-None-Match", "*");
        check(200, "GET", "/api/v1/clients/kiwi/near?radius=20037&limit=1000", "");
        check(404, "GET", "/api/v1/clients/nobody/near?radius=1", "");
        checkWrong(400, "GET", "/api/v1/clients/kiwi/near?radius=0", "");
        check(200, "GET", "/api/v1/clients/kiwi/places?radius=50&limit=20", "");
        checkWrong(400, "GET", "/api/v1/clients/kiwi/places?radius=51", "");
        check(404, "GET", "/api/v1/clients/nobody/places?radius=1", "");

        String shares = "/api/v1/clients/kiwi/shares";
        check(200, "POST", shares, "{\"seconds\":60}", json);
        checkWrong(400, "POST", shares, "{\"seconds\":604801}", json);
        checkWrong(400, "POST", shares, "7", json);
        check(404, "POST", "/api/v1/clients/nobody/shares", "{\"seconds\":60}", json);
        checkWrong(415, "POST", shares, "kiwi", "Content-Type", "text/plain");

        String history = "/api/v1/clients/kiwi/history";
        check(200, "GET", history + "?from=2018-03-02T00:00:00Z&to=2020-03-02T00:00:00Z&limit=10000", "");
        // The validator takes a number for none that is a text.
        checkAnswer(200, "GET", history + "?limit=1&after=1", "");
        check(200, "GET", history + "?format=geojson&limit=1", "");
        check(200, "GET", history, "", "Accept", "application/geo+json");
        check(200, "GET", history + "?from=2033-05-18T03:33:20Z", "", "Accept", "application/geo+json");
        // Of GPX the validator knows nothing.
        assertThat(Http.get(server, history + "?format=gpx").statusCode()).isEqualTo(200);
        checkWrong(400, "GET", history + "?limit=10001", "");
        checkWrong(400, "GET", history + "?format=kml", "");
        check(400, "GET", history + "?from=yesterday", "");
        check(404, "GET", "/api/v1/clients/nobody/history", "");

        String[] geo = {"Accept", "application/geo+json"};
        check(200, "GET", "/api/v1/near?latitude=34&longitude=-118&radius=100.5", "");
        check(200, "GET", "/api/v1/near?latitude=34&longitude=-118&radius=100.5", "", geo);
        checkWrong(400, "GET", "/api/v1/near?latitude=91&longitude=-118&radius=100.5", "");
        check(200, "GET", "/api/v1/clients?bbox=170,30,-110,40", "");
        check(200, "GET", "/api/v1/clients?bbox=170,30,-110,40", "", geo);
        checkWrong(400, "GET", "/api/v1/clients?bbox=1,2,3", "");
        check(400, "GET", "/api/v1/clients", "");
        check(200, "GET", "/api/v1/clients?polygon=-119,34,-118,34,-118,35", "");
        checkWrong(400, "GET", "/api/v1/clients?polygon=-119,34,-118,34", "");

        String depot = "{\"latitude\":34,\"longitude\":-118,\"radius\":%s}";
        String yard = "{\"type\":\"Polygon\",\"coordinates\":[[[-119,34],[-118,34],[-118,35],[-119,34]]]}";
        check(200, "PUT", "/api/v1/fences/depot", depot.formatted("0.15"), json);
        check(200, "PUT", "/api/v1/fences/yard", yard, json);
        check(200, "PUT", "/api/v1/fences/lot", "{\"type\":\"Feature\",\"geometry\":" + yard + "}", json);
        checkWrong(422, "PUT", "/api/v1/fences/depot", depot.formatted("-1"), json);
        checkWrong(422, "PUT", "/api/v1/fences/depot", "{}", json);
        checkWrong(400, "PUT", "/api/v1/fences/depot", "7", json);
        check(400, "PUT", "/api/v1/fences/a%20b", depot.formatted("0.15"), json);
        checkWrong(415, "PUT", "/api/v1/fences/depot", "kiwi", "Content-Type", "text/plain");
        check(200, "GET", "/api/v1/fences", "");
        check(200, "GET", "/api/v1/fences", "", geo);
        check(200, "GET", "/api/v1/herd", "");
        check(200, "GET", "/api/v1/fences?limit=1&after=depot", "");
        checkWrong(400, "GET", "/api/v1/fences?limit=0", "");
        check(200, "GET", "/api/v1/fences/depot", "");
        check(404, "GET", "/api/v1/fences/nowhere", "");
        check(200, "GET", "/api/v1/fences/yard/clients", "");
        check(200, "GET", "/api/v1/fences/yard/clients", "", geo);
        check(404, "GET", "/api/v1/fences/nowhere/clients", "");
        check(204, "DELETE", "/api/v1/fences/depot", "");
        check(404, "DELETE", "/api/v1/fences/depot", "");

        check(400, "GET", "/api/v1/events", "");
        check(426, "GET", "/api/v1/live", "");
        check(200, "GET", "/api/v1/openapi.json", "");
        check(204, "DELETE", "/api/v1/clients/kiwi", "");
        check(409, "POST", "/api/v1/reports", kiwi.formatted("1"), json);

        // Everything but the stream itself, which does not end.
        assertThat(checked)
                .containsExactlyInAnyOrderElementsOf(contract.operations().stream()
                        .map(Operation::getOperationId)
                        .collect(Collectors.toSet()));
    }
}
