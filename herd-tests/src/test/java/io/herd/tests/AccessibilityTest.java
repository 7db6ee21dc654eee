package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import io.herd.access.Scope;
import io.herd.config.AccessConfig;
import io.herd.config.FencesConfig;
import io.herd.config.JwtConfig;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nothing on the page keeps people from using it, by the rules of axe. It is skipped where there is no browser. */
@ExtendWith(VertxExtension.class)
class AccessibilityTest {
    /** The faults that are serious or critical, a line each with the element, and a line that says how many rules were applied. */
    private static final String RUN = """
        async () => {
          const { violations, passes } = await axe.run();
          const grave = violations.filter(each => each.impact === "serious" || each.impact === "critical");
          return { passed: passes.length, faults: grave.flatMap(({ id, nodes }) =>
            nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`)) };
        }\
        """;

    private static Chromium chromium;
    private static String axe;

    private TestHerd herd;
    private ServerConfig server;

    @BeforeAll
    static void launch() throws IOException {
        chromium = Chromium.start();
        try (InputStream in = Objects.requireNonNull(AccessibilityTest.class.getResourceAsStream("/axe.min.js"))) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private void startTwo(Vertx vertx, Path logs) {
        herd = TestHerd.two(vertx, logs, FencesConfig.DEFAULT);
        server = herd.server("Goloman");
        for (String client : List.of("anna/phone", "kiwi")) {
            String report = "{\"client\":\"%s\",\"latitude\":34,\"longitude\":-118,\"speed\":5,\"battery\":80}"
                    .formatted(client);
            assertThat(Http.post(server, "/api/v1/reports", report).statusCode())
                    .isEqualTo(200);
        }
        String circle = "{\"latitude\":34,\"longitude\":-118,\"radius\":1}";
        assertThat(Http.request(
                                "PUT",
                                server.httpPort(),
                                "/api/v1/fences/depot",
                                circle,
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isLessThan(300);
    }

    private static Browser.NewContextOptions window(ColorScheme scheme, int width, int height) {
        return new Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setViewportSize(width, height)
                // The page's policy is the others' to test; axe would break it.
                .setBypassCSP(true);
    }

    /** What is wrong once an element is there, and nothing moves any more. */
    private List<?> faults(Viewer viewer, String what, String awaited) {
        viewer.look(server, what);
        viewer.page().reload();
        viewer.page().locator(awaited).first().waitFor();
        return faults(viewer);
    }

    private static List<?> faults(Viewer viewer) {
        viewer.evaluate(axe);
        var found = (Map<?, ?>) Objects.requireNonNull(viewer.page().evaluate(RUN));
        assertThat((Integer) found.get("passed")).isGreaterThan(5);
        return (List<?>) found.get("faults");
    }

    private void assertNoFaults(ColorScheme scheme, int width, int height) {
        try (Viewer viewer = chromium.open(window(scheme, width, height))) {
            assertThat(faults(viewer, "/#map=9/34/-118", "#state[data-state=live]"))
                    .isEmpty();
            assertThat(faults(viewer, "/#map=9/34/-118&client=kiwi", "#details dd"))
                    .isEmpty();
            assertThat(faults(viewer, "/#map=9/34/-118&view=fences", "#fences li"))
                    .isEmpty();
            assertThat(faults(viewer, "/#map=9/34/-118&view=herd", "#herd article.well dd"))
                    .isEmpty();
            herd.stop("Hands");
            viewer.page().locator("#herd article.down .reason").waitFor();
            assertThat(faults(viewer)).isEmpty();
            herd.start("Hands");
        }
    }

    @Test
    void aLightPageIsAccessible(Vertx vertx, @TempDir Path logs) {
        startTwo(vertx, logs);
        assertNoFaults(ColorScheme.LIGHT, 1280, 800);
    }

    @Test
    void aDarkPageOnAPhoneIsAccessible(Vertx vertx, @TempDir Path logs) {
        startTwo(vertx, logs);
        assertNoFaults(ColorScheme.DARK, 360, 640);
    }

    @Test
    void thePageForSettingPhonesUpIsAccessible(Vertx vertx, @TempDir Path logs) {
        startTwo(vertx, logs);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (Viewer viewer = chromium.open(window(scheme, 360, 640))) {
                assertThat(faults(viewer, "/phone?id=anna/phone", "svg")).isEmpty();
            }
        }
    }

    @Test
    void signingInAndAShareThatHasEndedAreAccessible(Vertx vertx, @TempDir Path directory) {
        var access = new AccessConfig(
                EnumSet.noneOf(Scope.class),
                List.of(),
                "a key for the tests only",
                directory.resolve("tokens").toString(),
                JwtConfig.DEFAULT,
                List.of());
        herd = TestHerd.guarded(vertx, directory, access);
        server = herd.server("Goloman");
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (Viewer viewer = chromium.open(window(scheme, 1280, 800))) {
                assertThat(faults(viewer, "/", "#sign-in[open] input")).isEmpty();
                assertThat(faults(viewer, "/t/nothing/", "h1")).isEmpty();
            }
        }
    }
}
