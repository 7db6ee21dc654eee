package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.herd.config.FencesConfig;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A browser, and two servers that tests of the page share: the clients of each are in another part of the world. */
final class PageFixture implements AutoCloseable {
    private final Chromium chromium;
    private final TestHerd herd;
    private final List<Viewer> viewers = new ArrayList<>();

    private PageFixture(Chromium chromium, TestHerd herd) {
        this.chromium = chromium;
        this.herd = herd;
    }

    /** Starts both; skips the tests where there is no browser. */
    static PageFixture start(Vertx vertx, Path directory) {
        Chromium chromium = Chromium.start();
        return new PageFixture(chromium, TestHerd.two(vertx, directory, FencesConfig.DEFAULT));
    }

    TestHerd herd() {
        return herd;
    }

    /** The server whose page is looked at. */
    ServerConfig server() {
        return herd.server("Goloman");
    }

    Viewer look(String what) {
        return look(what, new Browser.NewContextOptions().setViewportSize(1280, 800));
    }

    Viewer look(String what, Browser.NewContextOptions options) {
        return open(options).look(server(), what);
    }

    /** A window that looks at nothing yet. */
    Viewer open(Browser.NewContextOptions options) {
        Viewer viewer = chromium.open(options);
        viewers.add(viewer);
        return viewer;
    }

    void report(String client, double latitude, double longitude) {
        report(server(), client, latitude, longitude);
    }

    static void report(ServerConfig taker, String client, double latitude, double longitude) {
        var report =
                new JsonObject().put("client", client).put("latitude", latitude).put("longitude", longitude);
        report(taker, new JsonArray().add(report));
    }

    static void report(ServerConfig taker, JsonArray batch) {
        assertThat(Http.post(taker, "/api/v1/reports", batch.encode()).statusCode())
                .isEqualTo(200);
    }

    /** What finds a client on the page. */
    static String find(String segment) {
        return "herd.clients.find('" + segment + "')";
    }

    /** Closes all windows; fails where the page has done wrong in one. */
    void closeViewers() {
        List<String> errors =
                viewers.stream().flatMap(each -> each.errors().stream()).toList();
        viewers.forEach(Viewer::close);
        viewers.clear();
        assertThat(errors).isEmpty();
    }

    @Override
    public void close() {
        herd.close();
        chromium.close();
    }
}
