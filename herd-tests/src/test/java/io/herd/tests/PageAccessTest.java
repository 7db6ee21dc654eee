package io.herd.tests;

import static io.herd.tests.PageFixture.find;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Geolocation;
import io.herd.access.Credentials;
import io.herd.access.Scope;
import io.herd.config.AccessConfig;
import io.herd.config.JwtConfig;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the page shows to whom: tokens, shares, and the own position. */
@ExtendWith(VertxExtension.class)
class PageAccessTest {
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

    private static final String KEY = "a key for the tests only";
    private static final Credentials CREDENTIALS = new Credentials(KEY);

    @Test
    void aTokenDecidesWhatIsShown(Vertx vertx, @TempDir Path directory) throws IOException {
        String token = CREDENTIALS.token("K1S100");
        Path tokens = directory.resolve("tokens");
        Files.writeString(tokens, "K1S100 anna read=family/* report=*\n");
        var access = new AccessConfig(
                EnumSet.noneOf(Scope.class), List.of(), KEY, tokens.toString(), JwtConfig.DEFAULT, List.of());
        try (TestHerd guarded = TestHerd.guarded(vertx, directory, access)) {
            ServerConfig server = guarded.server("Goloman");
            report(server, token, "family/car");
            report(server, token, "work/van");
            Viewer viewer = page.open(new Browser.NewContextOptions()).look(server, "/#map=9/34/-118");
            viewer.page().locator("#sign-in input").fill(token);
            viewer.page().locator("#sign-in button").first().click();
            viewer.await("globalThis.herd?.clients.size === 1 && " + find("family%2Fcar"));
            viewer.page().locator("#list button").click();
            viewer.page().locator("#details").getByText("Share").click();
            viewer.awaitText("#details .made", "may administer");
            viewer.page().locator("nav [data-view=herd]").click();
            viewer.awaitText(".verdict", "may monitor");

            String share = CREDENTIALS.share("work/van", Instant.now().getEpochSecond() + 60);
            Viewer guest = page.open(new Browser.NewContextOptions())
                    .look(server, "/t/" + URLEncoder.encode(share, StandardCharsets.UTF_8) + "/");
            guest.await("herd.clients.size === 1 && " + find("work%2Fvan"));
            assertThat(guest.page().locator("#account").isVisible()).isFalse();
        }
    }

    private static void report(ServerConfig server, String token, String name) {
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

    @Test
    void aShareShowsOneClientToWhoeverHasItsAddress() {
        page.report("caf\u00e9/\u4e2d", 48, 2);
        page.report("other", 48, 2.1);
        var options = new Browser.NewContextOptions().setPermissions(List.of("clipboard-read", "clipboard-write"));
        Viewer viewer = page.look("/#map=9/48/2", options);
        viewer.page()
                .locator("#list button", new Page.LocatorOptions().setHasText("caf"))
                .click();
        viewer.page().locator("#details select").selectOption("3600");
        viewer.page().locator("#details").getByText("Share").click();
        viewer.awaitText("#details .made", "Whoever has this link sees this client and nothing else, until ");
        String link = viewer.page().locator("#details .made input").inputValue();
        viewer.awaitText("#notice", "copied");
        assertThat(viewer.evaluate("navigator.clipboard.readText()")).isEqualTo(link);

        String path = link.substring(link.indexOf("/t/"));
        Viewer guest = page.look(path);
        guest.await("herd.clients.size === 1 && " + find("caf%C3%A9%2F%E4%B8%AD"));
        guest.page().locator("#details dd").first().waitFor();
        assertThat(guest.page().locator("#details select").count()).isZero();
    }

    @Test
    void thePositionIsReportedWhileItIsShared() {
        var options = new Browser.NewContextOptions()
                .setPermissions(List.of("geolocation"))
                .setGeolocation(new Geolocation(-20.5, 130.25));
        Viewer viewer = page.look("/", options);
        viewer.answer("me/laptop");
        viewer.page().locator("#position").click();
        viewer.await(find("me%2Flaptop") + "?.latitude === -20.5");
        viewer.page().locator("#position[aria-pressed=true]").click();
        assertThat(viewer.page().locator("#position").getAttribute("aria-pressed"))
                .isEqualTo("false");
    }

    @Test
    void thePageSaysWhyThePositionCannotBeShared() {
        Viewer denied = page.look("/");
        denied.answer("me/laptop");
        denied.page().locator("#position").click();
        denied.awaitText("#notice", "does not tell");

        Viewer insecure = page.open(new Browser.NewContextOptions()).look(Chromium.ELSEWHERE, page.server(), "/");
        insecure.page().locator("#position").click();
        insecure.awaitText("#notice", "over HTTPS or on the same machine");
    }
}
