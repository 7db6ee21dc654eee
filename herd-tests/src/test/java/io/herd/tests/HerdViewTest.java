package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.herd.config.FencesConfig;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page's view of the herd, from any of its servers. It is skipped where there is no browser. */
@ExtendWith(VertxExtension.class)
class HerdViewTest {
    private static Chromium chromium;

    private TestHerd herd;
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

    @BeforeEach
    void start(Vertx vertx, @TempDir Path logs) {
        herd = TestHerd.two(vertx, logs, FencesConfig.DEFAULT);
        herd.awaitLinks();
        viewer = chromium.open(new Browser.NewContextOptions().setViewportSize(1280, 800));
    }

    @AfterEach
    void stop() {
        assertThat(viewer.errors()).isEmpty();
        viewer.close();
        herd.close();
    }

    @Test
    void thePageOfEachServerShowsThemAllAsStatusDoes() {
        String report = "{\"client\":\"kiwi\",\"latitude\":34,\"longitude\":-118}";
        assertThat(Http.post(herd.server("Goloman"), "/api/v1/reports", report).statusCode())
                .isEqualTo(200);
        herd.awaitAgreement(1);
        String root = herd.status("Hands").root().substring(0, 8);
        for (String server : List.of("Goloman", "Hands")) {
            viewer.look(herd.server(server), "/#view=herd");
            viewer.await("document.querySelectorAll('#herd article.well').length === 2");
            assertThat(viewer.page().locator(".verdict").textContent()).isEqualTo("All 2 servers are up and agree.");
            assertThat(viewer.page().locator("#herd article").allTextContents())
                    .allMatch(card -> card.contains(root + ", equal"))
                    .allMatch(card -> card.contains("clients1"))
                    .allMatch(card -> card.contains("journalwrites") && card.contains("snapshotnone yet"))
                    .anyMatch(card -> card.startsWith("Goloman") && card.contains("LinksHandsok"))
                    .anyMatch(card -> card.startsWith("Hands") && card.contains("LinksGolomanok"));
            assertThat(viewer.page().locator("#herd article .plot").count()).isEqualTo(8);
            assertThat(viewer.page().locator(".graph .own .name").textContent()).isEqualTo(server);
        }
    }

    @Test
    void ratesOfTheLastMinutesArePlotted() {
        viewer.look(herd.server("Goloman"), "/#view=herd");
        viewer.await("document.querySelectorAll('#herd article.well').length === 2");
        for (int i = 0; i < 20; i++) {
            Http.post(
                    herd.server("Hands"),
                    "/api/v1/reports",
                    "{\"client\":\"kiwi%d\",\"latitude\":34,\"longitude\":-118}".formatted(i));
        }
        viewer.await("[...document.querySelectorAll('#herd article')].some(each => each.textContent.startsWith('Hands')"
                + " && Number(each.querySelector('.reports b').textContent) > 0)");
        viewer.await("document.querySelector('#herd .reports .line').getAttribute('d').split('L').length > 2");
    }

    @Test
    void whatServersSayIsShownAsItIsMeant() throws IOException {
        viewer.look(herd.server("Goloman"), "/");
        try (InputStream in = Objects.requireNonNull(HerdViewTest.class.getResourceAsStream("herd-modules.js"))) {
            Object failures = viewer.page()
                    .evaluate(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8),
                            viewer.evaluate("document.querySelector('script[type=module]').src"));
            assertThat((List<?>) failures).isEmpty();
        }
    }
}
