package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Fences in a browser: drawn, changed and deleted with a mouse and with keys, and what happens at them. */
@ExtendWith(VertxExtension.class)
class PageFencesTest {
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

    private static JsonObject fence(String name) {
        return new JsonObject(Http.get(page.server(), "/api/v1/fences/" + name).body());
    }

    private static void name(Viewer viewer, String name) {
        viewer.page().locator("#fences form input").fill(name);
        viewer.page().keyboard().press("Enter");
        viewer.awaitText("#fences li", name);
    }

    /** Presses a button of a fence, once the list has what was changed last. */
    private static void press(Viewer viewer, String fence, String button) {
        viewer.await("document.querySelector('#fences ul:not(.events)').dataset.known");
        viewer.page()
                .locator("#fences li", new Page.LocatorOptions().setHasText(fence))
                .getByText(button)
                .press("Enter");
    }

    private static void drag(Viewer viewer, double x, double y, double toX, double toY) {
        Mouse mouse = viewer.page().mouse();
        mouse.move(x, y);
        mouse.down();
        mouse.move(toX, toY);
        mouse.up();
    }

    @Test
    void aFenceIsDrawnAndTellsWhoEntersAndLeaves() {
        Viewer viewer = page.look("/#map=9/34/-118&view=fences");
        viewer.await("document.getElementById('state').dataset.state === 'live'");
        viewer.page().getByText("Circle").click();
        drag(viewer, 640, 400, 700, 400);
        name(viewer, "depot");
        assertThat(fence("depot").getDouble("radius")).isBetween(10.0, 25.0);
        page.report("kiwi", 35, -118);
        page.report("kiwi", 34, -118);
        viewer.page().locator("#fences .events .enter").waitFor();
        page.report("kiwi", 35, -118);
        page.report("kiwi", 35.1, -118);
        viewer.page().locator("#fences .events .leave").waitFor();
    }

    @Test
    void aCircleIsDraggedAndWidenedWithTheMouse() {
        define("yard", "{\"latitude\":20,\"longitude\":20,\"radius\":10}");
        Viewer viewer = page.look("/#map=9/20/20&view=fences");
        viewer.awaitText("#fences li", "yard");
        press(viewer, "yard", "Change");
        drag(viewer, 640, 400, 700, 400);
        Await.until("it is farther east", () -> fence("yard").getDouble("longitude") > 20.1);
        assertThat(fence("yard").getDouble("radius")).isEqualTo(10);
        press(viewer, "yard", "Change");
        viewer.page().locator("#map path.handle").waitFor();
        var edge = viewer.page().locator("#map path.handle").boundingBox();
        double x = edge.x + edge.width / 2;
        double y = edge.y + edge.height / 2;
        drag(viewer, x, y, x + 80, y);
        Await.until("it is wider", () -> fence("yard").getDouble("radius") > 20);
    }

    @Test
    void aPolygonIsDrawnAndItsCornersAreMovedAndItIsDeleted() {
        Viewer viewer = page.look("/#map=9/-20/20&view=fences");
        viewer.await("document.getElementById('state').dataset.state === 'live'");
        viewer.page().getByText("Polygon").click();
        viewer.page().mouse().click(600, 300);
        viewer.page().mouse().click(700, 300);
        viewer.page().mouse().click(700, 400);
        viewer.page().keyboard().press("Enter");
        name(viewer, "lot");
        JsonArray drawn = corners("lot");
        assertThat(drawn.size()).isEqualTo(4);
        press(viewer, "lot", "Change");
        drag(viewer, 700, 400, 720, 450);
        Await.until("a corner is elsewhere", () -> !corners("lot").equals(drawn));
        assertThat(corners("lot").getJsonArray(0)).isEqualTo(drawn.getJsonArray(0));
        assertThat(corners("lot").getJsonArray(2).getDouble(1))
                .isLessThan(drawn.getJsonArray(2).getDouble(1));
        viewer.answer("");
        press(viewer, "lot", "Delete");
        Await.until(
                "it is gone",
                () -> Http.get(page.server(), "/api/v1/fences/lot").statusCode() == 404);
        viewer.await("![...document.querySelectorAll('#fences li')].some(each => each.textContent.includes('lot'))");
    }

    private static JsonArray corners(String name) {
        return fence(name).getJsonObject("geometry").getJsonArray("coordinates").getJsonArray(0);
    }

    @Test
    void aKeyboardDrawsAndChangesFences() {
        Viewer viewer = page.look("/#map=9/-40/60&view=fences");
        viewer.await("document.getElementById('state').dataset.state === 'live'");
        var keyboard = viewer.page().keyboard();
        viewer.page().getByText("Circle").focus();
        keyboard.press("Enter");
        keyboard.press("Enter");
        name(viewer, "pier");
        JsonObject drawn = fence("pier");
        assertThat(drawn.getDouble("latitude")).isBetween(-40.01, -39.99);
        press(viewer, "pier", "Change");
        keyboard.press("ArrowUp");
        keyboard.press("Tab");
        keyboard.press("ArrowRight");
        keyboard.press("Enter");
        Await.until("it is wider", () -> fence("pier").getDouble("radius") > drawn.getDouble("radius"));
        assertThat(fence("pier").getDouble("latitude")).isGreaterThan(drawn.getDouble("latitude"));
        press(viewer, "pier", "Change");
        keyboard.press("ArrowUp");
        keyboard.press("Escape");
        viewer.await("document.querySelectorAll('#map path.handle').length === 0");
        viewer.answer("");
        press(viewer, "pier", "Delete");
        Await.until(
                "it is gone",
                () -> Http.get(page.server(), "/api/v1/fences/pier").statusCode() == 404);
    }

    private static void define(String name, String area) {
        var answer = Http.request(
                "PUT", page.server().httpPort(), "/api/v1/fences/" + name, area, "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
