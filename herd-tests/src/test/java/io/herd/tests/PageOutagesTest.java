package io.herd.tests;

import static io.herd.tests.PageFixture.find;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.server.web.ClientsService;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the page shows while servers are gone, and once they are back. */
@ExtendWith(VertxExtension.class)
class PageOutagesTest {
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
    void aServerThatStopsTurnsRedAndRecovers() {
        page.herd().awaitLinks();
        Viewer viewer = page.look("/#view=herd");
        viewer.await("document.querySelectorAll('.graph .server.well').length === 2");
        page.herd().stop("Hands");
        // Within 3 s, which herd-tests/bench/page measures: here the machine may be busy with other tests.
        viewer.page().locator(".graph .server.down").waitFor();
        assertThat(viewer.page().locator(".verdict").textContent()).startsWith("Hands is down");
        assertThat(viewer.page().locator("#herd article.down .reason").textContent())
                .contains("cannot be reached");
        page.herd().start("Hands");
        viewer.await("document.querySelectorAll('.graph .server.well').length === 2");
    }

    @Test
    void aConnectionThatBrokeIsResumedWithoutAGap() {
        page.report("kiwi", 34, -118);
        page.report("emu", 34.1, -118);
        Viewer viewer = page.look("/#map=9/34/-118");
        viewer.await("herd.clients.size === 2");
        page.herd().stop("Goloman");
        viewer.await("document.getElementById('state').dataset.state === 'offline'");
        var hands = page.herd().server("Hands");
        PageFixture.report(hands, "kiwi", 34.2, -118);
        PageFixture.report(hands, "moa", 34.3, -118);
        Http.request("DELETE", hands, ClientsService.PATH + "emu");
        page.herd().start("Goloman");
        viewer.await(find("kiwi") + "?.latitude === 34.2 && " + find("moa") + " && !" + find("emu"));
    }

    @Test
    void whatHappensBetweenTwoConnectionsIsToldByTheNext() {
        page.report("heron", -5, 40);
        page.report("ibis", -5.1, 40);
        Viewer viewer = page.look("/#map=9/-5/40");
        viewer.await("herd.clients.size === 2");
        // The next connection does not open before what follows was taken.
        viewer.evaluate("""
                (() => {
                  window.Usual = WebSocket;
                  window.WebSocket = class { static OPEN = 1; close() {} };
                  herd.live.reopen();
                })()""");
        viewer.await("document.getElementById('state').dataset.state === 'offline'");
        page.report("heron", -5.2, 40);
        page.report("jay", -5.3, 40);
        Http.request("DELETE", page.server(), ClientsService.PATH + "ibis");
        assertThat(viewer.number(find("heron") + ".latitude")).isEqualTo(-5);
        viewer.evaluate("(() => { window.WebSocket = window.Usual; herd.live.open(); })()");
        viewer.await(find("heron") + "?.latitude === -5.2 && " + find("jay") + " && !" + find("ibis"));
    }
}
