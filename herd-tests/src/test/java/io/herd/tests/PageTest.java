package io.herd.tests;

import static io.herd.tests.PageFixture.find;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

/** The page as a browser shows it: clients on the map and in the list. */
@ExtendWith(VertxExtension.class)
class PageTest {
    private static PageFixture page;

    @BeforeAll
    static void start(Vertx vertx, @TempDir Path directory) {
        page = PageFixture.start(vertx, directory);
    }

    @AfterAll
    static void stop() {
        if (page != null) {
            page.close();
        }
    }

    @AfterEach
    void closeViewers() {
        page.closeViewers();
    }

    @Test
    void aClientAppearsMovesAndIsFollowed() {
        Viewer viewer = page.look("/#map=10/34/-118");
        viewer.await("document.getElementById('state').dataset.state === 'live'");
        PageFixture.report(page.herd().server("Hands"), "anna/phone", 34, -118);
        viewer.page()
                .locator("#list button", new Page.LocatorOptions().setHasText("anna"))
                .click();
        viewer.page().locator("#details h2").waitFor();
        page.report("anna/phone", 34.01, -118);
        viewer.await(find("anna%2Fphone") + ".latitude === 34.01");
        assertThat(viewer.number(find("anna%2Fphone") + ".heading")).isLessThan(1);
        viewer.page().locator("#details .buttons button").first().click();
        page.report("anna/phone", 34.6, -118);
        viewer.await("Math.abs(herd.map.getCenter().lat - 34.6) < 0.2");
        assertThat(viewer.page().url()).contains("client=anna%252Fphone").contains("follow");
        assertThat(viewer.number(find("anna%2Fphone") + ".trail.length")).isEqualTo(6);
    }

    @Test
    void tenThousandMovingPointsAreShownAndMoreAreCounted(TestReporter reporter) {
        fill(0, 20);
        Viewer viewer = page.look("/#map=4/50/10");
        viewer.await("herd.clients.size === 10000");
        double frames = viewer.number("""
                new Promise(resolve => {
                  const [all, start, before] = [[...herd.clients], performance.now(), herd.points.frames];
                  herd.map.panBy([300, 100], { animate: true, duration: 2 });
                  all.forEach(each => each.report(each.latitude + 0.001, each.longitude, 0, start));
                  const step = () => {
                    if (performance.now() - start < 2000) {
                      requestAnimationFrame(step);
                    } else {
                      resolve(1000 * (herd.points.frames - before) / (performance.now() - start));
                    }
                  };
                  step();
                })""");
        reporter.publishEntry("frames a second with 10,000 moving points", String.valueOf(frames));
        // The machine may be busy with other tests: herd-tests/bench/page measures it alone.
        assertThat(frames).isGreaterThan(5);
        fill(20, 20);
        viewer.await("herd.clients.cells?.total > 15000 && herd.clients.size === 0");
        viewer.awaitText("#count", "counts");
        // A click on a cell goes nearer, to where there are few enough for each to be shown.
        for (int i = 0; i < 3 && viewer.evaluate("herd.clients.cells !== null").equals(true); i++) {
            double zoom = viewer.number("herd.map.getZoom()");
            viewer.page().mouse().click(640, 500);
            viewer.await("herd.map.getZoom() > " + zoom + " && !herd.map._animatingZoom");
            viewer.page().waitForTimeout(1_000);
        }
        viewer.await("herd.clients.cells === null && herd.clients.size > 0");
    }

    private static void fill(int from, int batches) {
        IntStream.range(from, from + batches).parallel().forEach(batch -> {
            var reports = new JsonArray();
            for (int i = 0; i < 500; i++) {
                reports.add(new JsonObject()
                        .put("client", "bird-" + batch + "-" + i)
                        .put("latitude", 45 + batch * 0.25)
                        .put("longitude", i * 0.04));
            }
            PageFixture.report(page.server(), reports);
        });
    }

    @Test
    void aDarkSystemIsFollowedUntilTheUserChooses() {
        Viewer viewer = page.look("/", new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
        String background = "getComputedStyle(document.body).backgroundColor";
        assertThat(viewer.evaluate(background)).isEqualTo("rgb(11, 19, 34)");
        viewer.page().locator("#theme").click();
        assertThat(viewer.evaluate(background)).isEqualTo("rgb(211, 224, 234)");
        viewer.page().reload();
        assertThat(viewer.evaluate(background)).isEqualTo("rgb(211, 224, 234)");
    }

    @Test
    void everythingFitsOnAPhone() {
        page.report("kiwi", -36, 174);
        Viewer viewer =
                page.look("/#map=9/-36/174&client=kiwi", new Browser.NewContextOptions().setViewportSize(360, 640));
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
    void aKeyboardIsEnough() {
        page.report("owl/1", -10, 20);
        page.report("owl/2", -10.1, 20);
        Viewer viewer = page.look("/#map=9/-10/20");
        viewer.await("document.querySelectorAll('#list li').length === 2");
        var keyboard = viewer.page().keyboard();
        keyboard.press("/");
        keyboard.press("ArrowDown");
        keyboard.press("ArrowDown");
        keyboard.press("Enter");
        viewer.awaitText("#details h2", "owl/2");
        keyboard.press("l");
        viewer.await("herd.following");
        keyboard.press("/");
        keyboard.type("wl/1");
        viewer.await("document.querySelectorAll('#list li').length === 1");
        keyboard.press("Enter");
        viewer.awaitText("#details h2", "owl/1");
        keyboard.press("Escape");
        viewer.await("document.querySelectorAll('#list li').length === 2 && herd.selected !== null");
        keyboard.press("Escape");
        viewer.await("document.getElementById('details').hidden");
        for (String key : List.of("f fences", "h herd", "c clients")) {
            keyboard.press(key.substring(0, 1));
            assertThat(viewer.page().locator("#" + key.substring(2)).isVisible())
                    .as(key)
                    .isTrue();
        }
        viewer.page().locator("#map").focus();
        keyboard.press("ArrowUp");
        viewer.await("herd.map.getCenter().lat > -9.95");
    }

    @Test
    void hostileNamesAreHarmless() throws IOException {
        page.report("<img/src=x/onerror=alert(1)>", 60, 100);
        page.report("\u202Eiwik\u0000\u200B", 60.01, 100);
        try (TestClient client = TestClient.connect(page.server())) {
            client.send("IAMAT " + "a".repeat(8_000) + " +60.02+100 1\nIAMAT \u00ff\u00fe<b> +60.03+100 1\n");
            client.line();
            client.line();
        }
        Viewer viewer = page.look("/#map=10/60/100");
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
            // The age stays at the right, whatever the direction of the name.
            assertThat(rows.nth(i).locator(".age").boundingBox().x)
                    .isGreaterThan(rows.nth(i).locator("bdi").boundingBox().x);
        }
    }

    @Test
    void theLogicWithoutTheDomIsRight() throws IOException {
        Viewer viewer = page.look("/");
        try (InputStream in = Objects.requireNonNull(PageTest.class.getResourceAsStream("page-modules.js"))) {
            Object failures = viewer.page()
                    .evaluate(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8),
                            viewer.evaluate("document.querySelector('script[type=module]').src"));
            assertThat((List<?>) failures).isEmpty();
        }
    }
}
