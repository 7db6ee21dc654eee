package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.FencesConfig;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page's files as HTTP has them, the towns of its map, and the status of all servers. */
@ExtendWith(VertxExtension.class)
class PageHttpTest {
    private static final Pattern FILE = Pattern.compile("/page/[0-9a-f]{12}/[\\w.-]+");

    private TestHerd herd;
    private ServerConfig server;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path logs) {
        herd = TestHerd.two(vertx, logs, FencesConfig.DEFAULT);
        server = herd.server("Goloman");
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private HttpResponse<String> get(String path, String... headers) {
        return Http.request("GET", server.httpPort(), path, "", headers);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void filesAreKeptForEverAndThePageIsCheckedEachTime() {
        HttpResponse<String> page = get("/");
        assertThat(header(page, "Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self';")
                .doesNotContain("unsafe");
        assertThat(get("/", "If-None-Match", header(page, "ETag")).statusCode()).isEqualTo(304);
        List<String> files = FILE.matcher(page.body())
                .results()
                .map(each -> each.group())
                .distinct()
                .toList();
        assertThat(files).hasSizeGreaterThan(20);
        for (String file : files) {
            HttpResponse<String> answer = get(file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(header(answer, "Cache-Control")).contains("immutable");
            assertThat(header(get(file, "Accept-Encoding", "gzip"), "Content-Encoding"))
                    .isEqualTo("gzip");
            assertThat(header(get(file.replaceFirst("/[0-9a-f]{12}/", "/000000000000/")), "Cache-Control"))
                    .isEqualTo("no-store");
        }
        assertThat(get("/page/000000000000/index.html").statusCode()).isEqualTo(404);
    }

    @Test
    void whoSendsAPositionReportsInstead() {
        assertThat(get("/?id=anna&lat=34&lon=-118").body()).isEmpty();
        assertThat(get("/api/v1/clients/anna").statusCode()).isEqualTo(200);
        assertThat(get("/?lang=en").body()).startsWith("<!doctype html>");
    }

    @Test
    void tilesHaveTheirMostPopulousTowns() {
        JsonArray towns = new JsonArray(get("/page/towns/4/8/5").body());
        assertThat(towns.getJsonArray(0).getString(0)).isEqualTo("Berlin");
        assertThat(towns.getJsonArray(0).getInteger(3))
                .isGreaterThan(towns.getJsonArray(1).getInteger(3));
        assertThat(get("/page/towns/4/16/5").statusCode()).isEqualTo(404);
        assertThat(get("/page/towns/31/0/0").statusCode()).isEqualTo(404);
    }

    @Test
    void anyServerTellsTheStatusOfAllAndWhoIsDown() {
        herd.awaitLinks();
        assertThat(servers().getJsonObject(1).getJsonObject("status").getString("server"))
                .isEqualTo("Hands");
        herd.stop("Hands");
        Await.until("Hands is down", () -> servers().getJsonObject(1).containsKey("down"));
        assertThat(servers().getJsonObject(1).getString("down")).contains("cannot be reached");
        assertThat(servers().getJsonObject(0).getJsonObject("status").getString("server"))
                .isEqualTo("Goloman");
    }

    private JsonArray servers() {
        return new JsonObject(get("/api/v1/herd").body()).getJsonArray("servers");
    }

    @Test
    void aPageMayWriteToItsOwnServerWhereOthersNeedPermission() {
        String origin = "http://127.0.0.1:" + server.httpPort();
        String report = "{\"client\":\"kiwi\",\"latitude\":34,\"longitude\":-118}";
        assertThat(post(report, origin)).isEqualTo(200);
        assertThat(post(report, "https://evil.example")).isEqualTo(403);
    }

    private int post(String report, String origin) {
        return Http.request(
                        "POST",
                        server.httpPort(),
                        "/api/v1/reports",
                        report,
                        "Content-Type",
                        "application/json",
                        "Origin",
                        origin)
                .statusCode();
    }
}
