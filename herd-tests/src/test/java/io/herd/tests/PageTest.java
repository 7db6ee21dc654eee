package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.herd.access.Credentials;
import io.herd.access.Scope;
import io.herd.config.AccessConfig;
import io.herd.config.FencesConfig;
import io.herd.config.JwtConfig;
import io.herd.config.ServerConfig;
import io.herd.server.web.ClientsService;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser shows it. All tests share one browser, and are skipped where there is none. */
@ExtendWith(VertxExtension.class)
class PageTest {
    private static final int BATCH = 500;
    private static final String KEY = "a key for the tests only";

    private static Chromium chromium;

    private TestHerd herd;
    private ServerConfig server;
    private Viewer viewer;

    @BeforeAll
    static void launch() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void stop() {
        if (viewer != null) {
            assertThat(viewer.errors()).isEmpty();
            viewer.close();
        }
        if (herd != null) {
            herd.close();
        }
    }

    private void startTwo(Vertx vertx, Path logs) {
        herd = TestHerd.two(vertx, logs, FencesConfig.DEFAULT);
        server = herd.server("Goloman");
    }

    private void look(String what) {
        look(what, new Browser.NewContextOptions().setViewportSize(1280, 800));
    }

    private void look(String what, Browser.NewContextOptions options) {
        viewer = chromium.open(options).look(server, what);
    }

    private void report(ServerConfig taker, String client, double latitude, double longitude) {
        report(
                taker,
                new JsonArray()
                        .add(new JsonObject()
                                .put("client", client)
                                .put("latitude", latitude)
                                .put("longitude", longitude)));
    }

    private static void report(ServerConfig taker, JsonArray batch) {
        assertThat(Http.post(taker, "/api/v1/reports", batch.encode()).statusCode())
                .isEqualTo(200);
    }

    private static String find(String segment) {
        return "herd.clients.find('" + segment + "')";
    }

    @Test
    void aClientAppearsMovesAndIsFollowed(Vertx vertx, @TempDir Path logs) {
        startTwo(vertx, logs);
        look("/#map=10/34/-118");
        viewer.await("document.getElementById('state').dataset.state === 'live'");
        report(herd.server("Hands"), "anna/phone", 34, -118);
        viewer.page()
                .locator("#list button", new Page.LocatorOptions().setHasText("anna"))
                .click();
        viewer.page().locator("#details h2").waitFor();
        report(server, "anna/phone", 34.01, -118);
        viewer.await(find("anna%2Fphone") + ".latitude === 34.01");
        assertThat(viewer.number(find("anna%2Fphone") + ".heading")).isLessThan(1);
        viewer.page().locator("#details .buttons button").first().click();
        report(server, "anna/phone", 34.6, -118);
        viewer.await("Math.abs(herd.map.getCenter().lat - 34.6) < 0.2");
        assertThat(viewer.page().url()).contains("client=anna%252Fphone").contains("follow");
        assertThat(viewer.number(find("anna%2Fphone") + ".trail.length")).isEqualTo(6);
    }

    @Test
    void aServerThatStopsTurnsRedAndRecovers(Vertx vertx, @TempDir Path logs) {
        startTwo(vertx, logs);
        herd.awaitLinks();
        look("/#view=herd");
        viewer.await("document.querySelectorAll('.graph .server.well').length === 2");
        herd.stop("Hands");
        long start = System.nanoTime();
        viewer.page().locator(".graph .server.down").waitFor();
        assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
        assertThat(viewer.page().locator(".verdict").textContent()).startsWith("Hands is down");
        assertThat(viewer.page().locator("#herd article.down .reason").textContent())
                .contains("cannot be reached");
        herd.start("Hands");
        viewer.await("document.querySelectorAll('.graph .server.well').length === 2");
    }

    @Test
    void aConnectionThatBrokeIsResumedWithoutAGap(Vertx vertx, @TempDir Path logs) {
        startTwo(vertx, logs);
        report(server, "kiwi", 34, -118);
        report(server, "emu", 34.1, -118);
        look("/#map=9/34/-118");
        viewer.await("herd.clients.size === 2");
        herd.stop("Goloman");
        viewer.await("document.getElementById('state').dataset.state === 'offline'");
        report(herd.server("Hands"), "kiwi", 34.2, -118);
        report(herd.server("Hands"), "moa", 34.3, -118);
        Http.request("DELETE", herd.server("Hands"), ClientsService.PATH + "emu");
        herd.start("Goloman");
        viewer.await(find("kiwi") + "?.latitude === 34.2 && " + find("moa") + " && !" + find("emu"));
    }

    @Test
    void tenThousandMovingPointsAreSmoothAndMoreAreCounted(Vertx vertx, @TempDir Path logs, TestReporter reporter) {
        startTwo(vertx, logs);
        fill(0, 20);
        look("/#map=4/50/10");
        viewer.await("herd.clients.size === 10000");
        Object frames = viewer.evaluate("""
                new Promise(resolve => {
                  const [all, start, before] = [[...herd.clients], performance.now(), herd.points.frames];
                  herd.map.panBy([300, 100], { animate: true, duration: 3 });
                  let last = 0;
                  const step = () => {
                    const now = performance.now();
                    // As often as the server tells.
                    if (now - last > 250) {
                      all.forEach(each => each.report(each.latitude + 0.001, each.longitude, 0, now));
                      last = now;
                    }
                    if (now - start < 3000) {
                      requestAnimationFrame(step);
                    } else {
                      resolve(1000 * (herd.points.frames - before) / (now - start));
                    }
                  };
                  step();
                })""");
        reporter.publishEntry("frames a second with 10,000 moving points", String.valueOf(frames));
        // Other tests and builds may use the machine as well; alone it has over 30.
        assertThat(((Number) frames).doubleValue()).isGreaterThan(10);
        fill(20, 4);
        viewer.await("herd.clients.cells?.total > 10000 && herd.clients.size === 0");
        viewer.await("document.getElementById('count').textContent.includes('counts')");
    }

    private void fill(int from, int batches) {
        IntStream.range(from, from + batches).parallel().forEach(batch -> {
            var reports = new JsonArray();
            for (int i = 0; i < BATCH; i++) {
                reports.add(new JsonObject()
                        .put("client", "bird-" + batch + "-" + i)
                        .put("latitude", 45 + batch * 0.4)
                        .put("longitude", i * 0.04));
            }
            report(server, reports);
        });
    }

    @Test
    void aDarkSystemIsFollowedUntilTheUserChooses(Vertx vertx, @TempDir Path logs) {
        startTwo(vertx, logs);
        look("/", new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
        String background = "getComputedStyle(document.body).backgroundColor";
        assertThat(viewer.evaluate(background)).isEqualTo("rgb(11, 19, 34)");
        viewer.page().locator("#theme").click();
        assertThat(viewer.evaluate(background)).isEqualTo("rgb(211, 224, 234)");
        viewer.page().reload();
        assertThat(viewer.evaluate(background)).isEqualTo("rgb(211, 224, 234)");
    }

    @Test
    void everythingFitsOnAPhone(Vertx vertx, @TempDir Path logs) {
        startTwo(vertx, logs);
        report(server, "kiwi", 34, -118);
        look("/#map=9/34/-118&client=kiwi", new Browser.NewContextOptions().setViewportSize(360, 640));
        viewer.page().locator("#details dd").first().waitFor();
        String beyond = "document.documentElement.scrollWidth > innerWidth || [...document.querySelectorAll("
                + "'#side, #details, #legend')].some(each => each.getBoundingClientRect().right > innerWidth)";
        assertThat(viewer.evaluate(beyond)).isEqualTo(false);
        assertThat(viewer.evaluate("document.getElementById('details').getBoundingClientRect().top > innerHeight / 2"))
                .isEqualTo(true);
        viewer.page().locator("nav [data-view=herd]").click();
        viewer.page().locator("#herd article").first().waitFor();
        assertThat(viewer.evaluate(beyond)).isEqualTo(false);
    }

    @Test
    void hostileNamesAreHarmless(Vertx vertx, @TempDir Path logs) throws IOException {
        startTwo(vertx, logs);
        report(server, "<img/src=x/onerror=alert(1)>", 34, -118);
        report(server, "\u202Eiwik\u0000\u200B", 34.01, -118);
        try (TestClient client = TestClient.connect(server)) {
            client.send("IAMAT " + "a".repeat(8_000) + " +34.02-118 1\nIAMAT \u00ff\u00fe<b> +34.03-118 1\n");
            client.line();
            client.line();
        }
        look("/#map=10/34/-118");
        viewer.await("document.querySelectorAll('#list li').length === 4");
        assertThat(viewer.page().locator("#list img, #list b, #details img").count())
                .isZero();
        Locator rows = viewer.page().locator("#list button");
        for (int i = 0; i < rows.count(); i++) {
            rows.nth(i).click();
            viewer.page().locator("#details dd").first().waitFor();
            assertThat(rows.nth(i).boundingBox().height).isLessThan(50);
            assertThat(viewer.page().locator("#details").boundingBox().width).isLessThan(400);
            assertThat(viewer.page().locator("#details img, #details b").count())
                    .isZero();
        }
    }

    @Test
    void aTokenDecidesWhatIsShown(Vertx vertx, @TempDir Path directory) throws IOException {
        var credentials = new Credentials(KEY);
        String token = credentials.token("K1S100");
        Path tokens = directory.resolve("tokens");
        Files.writeString(tokens, "K1S100 anna read=family/* report=*\n");
        var access = new AccessConfig(
                EnumSet.noneOf(Scope.class), List.of(), KEY, tokens.toString(), JwtConfig.DEFAULT, List.of());
        herd = TestHerd.guarded(vertx, directory, access);
        server = herd.server("Goloman");
        for (String name : List.of("family/car", "work/van")) {
            String report = "{\"client\":\"%s\",\"latitude\":34,\"longitude\":-118}".formatted(name);
            var answer = Http.request(
                    "POST",
                    server.httpPort(),
                    "/api/v1/reports",
                    report,
                    "Content-Type",
                    "application/json",
                    "Authorization",
                    "Bearer " + token);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
        look("/#map=9/34/-118");
        viewer.page().locator("#sign-in input").fill(token);
        viewer.page().locator("#sign-in button").first().click();
        viewer.await("globalThis.herd?.clients.size === 1 && " + find("family%2Fcar"));
        viewer.page().locator("nav [data-view=herd]").click();
        viewer.await("document.querySelector('.verdict').textContent.includes('may monitor')");
        viewer.close();

        String share = credentials.share("work/van", Instant.now().getEpochSecond() + 60);
        look("/t/" + URLEncoder.encode(share, StandardCharsets.UTF_8) + "/");
        viewer.await("herd.clients.size === 1 && " + find("work%2Fvan"));
        assertThat(viewer.page().locator("#account").isVisible()).isFalse();
    }

    @Test
    void aFenceIsDrawnAndTellsWhoEnters(Vertx vertx, @TempDir Path logs) {
        startTwo(vertx, logs);
        look("/#map=9/34/-118&view=fences");
        viewer.await("document.getElementById('state').dataset.state === 'live'");
        viewer.page().locator("#fences button").first().click();
        var mouse = viewer.page().mouse();
        mouse.move(640, 400);
        mouse.down();
        mouse.move(700, 400);
        mouse.up();
        viewer.page().locator("#fences form input").fill("depot");
        viewer.page().locator("#fences form button").first().click();
        viewer.page()
                .locator("#fences li", new Page.LocatorOptions().setHasText("depot"))
                .waitFor();
        JsonObject fence =
                new JsonObject(Http.get(server, "/api/v1/fences/depot").body());
        assertThat(fence.getDouble("radius")).isBetween(10.0, 25.0);
        report(server, "kiwi", 35, -118);
        report(server, "kiwi", 34, -118);
        viewer.page().locator("#fences .events .enter").waitFor();
    }

    @Test
    void theLogicWithoutTheDomIsRight(Vertx vertx, @TempDir Path logs) throws IOException {
        startTwo(vertx, logs);
        look("/");
        try (InputStream in = Objects.requireNonNull(PageTest.class.getResourceAsStream("page-modules.js"))) {
            Object failures = viewer.page()
                    .evaluate(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8),
                            viewer.evaluate("document.querySelector('script[type=module]').src"));
            assertThat((List<?>) failures).isEmpty();
        }
    }
}
