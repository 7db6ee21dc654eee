package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ConnectionLimits;
import io.herd.config.LimitsConfig;
import io.herd.config.PlacesConfig;
import io.herd.server.web.ClientsService;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients and areas are watched at any server, wherever reports are taken. */
@ExtendWith(VertxExtension.class)
class WatchTest {
    private static void report(TestHerd herd, String server, String client, String location, long time) {
        assertThat(TestClient.ask(herd.server(server), "IAMAT %s %s %d".formatted(client, location, time)))
                .startsWith("AT " + server);
    }

    private static void delete(TestHerd herd, String server, String client) {
        assertThat(Http.request("DELETE", herd.server(server), ClientsService.PATH + client)
                        .statusCode())
                .isEqualTo(204);
    }

    /** What a watch begins with. */
    private static List<String> begin(TestClient watcher, String command) {
        return watcher.send(command + "\n").document().lines().toList();
    }

    @Test
    void aClientIsWatchedFromAnotherServer(Vertx vertx, @TempDir Path logs) {
        try (TestHerd herd = TestHerd.five(vertx, logs);
                TestClient watcher = TestClient.connect(herd.server("Welsh"))) {
            assertThat(begin(watcher, "WATCH kiwi")).isEmpty();
            report(herd, "Goloman", "emu", "+1+1", 1);
            report(herd, "Goloman", "kiwi", "+1+1", 1);
            assertThat(watcher.line()).startsWith("! AT Goloman ").endsWith(" kiwi +1+1 1");
            report(herd, "Hands", "kiwi", "+2+2", 2);
            assertThat(watcher.line()).startsWith("! AT Hands ").endsWith(" kiwi +2+2 2");
            delete(herd, "Wilkes", "kiwi");
            assertThat(watcher.line()).isEqualTo("! GONE kiwi");
            report(herd, "Hands", "kiwi", "+3+3", System.currentTimeMillis() / 1_000 + 60);
            assertThat(watcher.line()).startsWith("! AT Hands ").contains(" kiwi +3+3 ");
            try (TestClient another = TestClient.connect(herd.server("Holiday"))) {
                assertThat(begin(another, "WATCH kiwi"))
                        .singleElement()
                        .asString()
                        .startsWith("AT Hands ");
            }
        }
    }

    @Test
    void anAreaIsWatchedAndLeft(Vertx vertx, @TempDir Path logs) {
        try (TestHerd herd = TestHerd.five(vertx, logs);
                TestClient watcher = TestClient.connect(herd.server("Hands"))) {
            report(herd, "Goloman", "kiwi", "+10+179.999", 1);
            report(herd, "Goloman", "emu", "+20+20", 1);
            herd.awaitAgreement(2);
            assertThat(begin(watcher, "WATCH +10-179.999 1"))
                    .singleElement()
                    .asString()
                    .endsWith(" kiwi +10+179.999 1");
            report(herd, "Holiday", "emu", "+10.001-179.999", 2);
            assertThat(watcher.line()).endsWith(" emu +10.001-179.999 2");
            report(herd, "Holiday", "moa", "+20+20", 2);
            report(herd, "Holiday", "emu", "+20+20", 3);
            assertThat(watcher.line()).isEqualTo("! LEFT emu");
            report(herd, "Holiday", "emu", "+21+20", 4);
            delete(herd, "Holiday", "kiwi");
            assertThat(watcher.line()).isEqualTo("! GONE kiwi");
        }
    }

    @Test
    void repliesAndWhatIsPushedAreDistinctAndAWatchEnds(Vertx vertx, @TempDir Path logs) {
        try (TestHerd herd = TestHerd.five(vertx, logs);
                TestClient watcher = TestClient.connect(herd.server("Goloman"))) {
            assertThat(begin(watcher, "WATCH kiwi")).isEmpty();
            // It is pushed before the area is watched, which might push it once more.
            var lines = new ArrayList<>(watcher.send("IAMAT kiwi +1+1 1\n").lines(2));
            watcher.send("WHEREIS kiwi\nNEAR kiwi 1 1\nWATCH kiwi\nWATCH +1+1 1\n");
            lines.addAll(watcher.lines(6));
            assertThat(lines.stream().filter(line -> line.startsWith("! ")))
                    .singleElement()
                    .asString()
                    .endsWith("kiwi +1+1 1");
            assertThat(lines.stream().filter(line -> line.startsWith("? "))).containsExactly("? WATCH kiwi");
            assertThat(lines.stream().filter(line -> line.startsWith("AT "))).hasSize(4);
            assertThat(watcher.send("UNWATCH\n").line()).isEqualTo("UNWATCH 2");
            report(herd, "Goloman", "kiwi", "+2+2", 2);
            assertThat(watcher.send("WHEREIS kiwi\n").line()).startsWith("AT Goloman");
            assertThat(watcher.send("UNWATCH\n").line()).isEqualTo("UNWATCH 0");
        }
    }

    @Test
    void namesThatBeginAlikeABoxAndWhoComesNearAClientAreWatched(Vertx vertx, @TempDir Path logs) {
        try (TestHerd herd = TestHerd.five(vertx, logs);
                TestClient prefix = TestClient.connect(herd.server("Goloman"));
                TestClient box = TestClient.connect(herd.server("Welsh"));
                TestClient around = TestClient.connect(herd.server("Wilkes"))) {
            report(herd, "Goloman", "bus-1", "+10+20", 1);
            report(herd, "Goloman", "bike", "+10+179", 1);
            herd.awaitAgreement(2);
            assertThat(begin(prefix, "WATCH bus- *")).singleElement().asString().endsWith(" bus-1 +10+20 1");
            assertThat(begin(box, "WATCH +9+178 +11-178"))
                    .singleElement()
                    .asString()
                    .endsWith(" bike +10+179 1");
            assertThat(begin(around, "WATCH bus-1 5")).isEmpty();
            report(herd, "Hands", "bus-1", "+10+179", 2);
            assertThat(prefix.line()).endsWith(" bus-1 +10+179 2");
            assertThat(box.line()).endsWith(" bus-1 +10+179 2");
            assertThat(around.line()).endsWith(" bike +10+179 1");
            delete(herd, "Hands", "bus-1");
            assertThat(prefix.line()).isEqualTo("! GONE bus-1");
            assertThat(box.line()).isEqualTo("! GONE bus-1");
            assertThat(around.line()).isEqualTo("! LEFT bike");
        }
    }

    @Test
    void aSlowWatcherGetsTheNewestAndNobodyWaitsForIt(Vertx vertx, @TempDir Path logs) {
        int clients = 2_000;
        int rounds = 20;
        try (TestHerd herd = TestHerd.five(vertx, logs);
                TestClient slow = TestClient.connect(herd.server("Goloman"));
                TestClient reporter = TestClient.connect(herd.server("Goloman"))) {
            assertThat(begin(slow, "WATCH +0+0 200")).isEmpty();
            for (int round = 1; round <= rounds; round++) {
                var reports = new StringBuilder();
                for (int client = 0; client < clients; client++) {
                    reports.append("IAMAT a-client-with-a-long-name-%d +0.%d+0.1 %d\n".formatted(client, round, round));
                }
                reporter.send(reports.toString());
                assertThat(reporter.lines(clients)).allMatch(line -> line.startsWith("AT "));
            }
            Map<String, String> newest = new HashMap<>();
            int lines = 0;
            while (newest.size() < clients || !newest.values().stream().allMatch(Integer.toString(rounds)::equals)) {
                String[] fields = slow.line().split(" ", -1);
                newest.put(fields[4], fields[6]);
                lines++;
            }
            assertThat(lines).isLessThanOrEqualTo(clients * rounds);
        }
    }

    @Test
    void whoWatchesIsNotIdle(Vertx vertx, @TempDir Path logs) {
        LimitsConfig usual = LimitsConfig.DEFAULT;
        var impatient = new ConnectionLimits(100, 100, Duration.ofSeconds(1), Duration.ZERO, 1 << 16, 100, 0);
        var limits = new LimitsConfig(
                usual.lineBytes(),
                usual.future(),
                100,
                usual.unknownWait(),
                usual.drain(),
                100,
                0,
                0,
                impatient,
                usual.watches());
        var places = new PlacesConfig(PlacesConfig.Provider.GAZETTEER, null, null, Duration.ofSeconds(1), 16, 1 << 20);
        try (TestHerd herd = TestHerd.one(vertx, logs, limits, places);
                TestClient watcher = TestClient.connect(herd.server("Goloman"));
                TestClient idle = TestClient.connect(herd.server("Goloman"))) {
            assertThat(begin(watcher, "WATCH kiwi")).isEmpty();
            assertThat(idle.rest()).isEmpty();
            report(herd, "Goloman", "kiwi", "+1+1", 1);
            assertThat(watcher.line()).endsWith(" kiwi +1+1 1");
        }
    }

    @Test
    void aConnectionMayWatchAHundred(Vertx vertx, @TempDir Path logs) {
        try (TestHerd herd = TestHerd.five(vertx, logs);
                TestClient eager = TestClient.connect(herd.server("Goloman"))) {
            for (int i = 0; i < 100; i++) {
                assertThat(begin(eager, "WATCH kiwi" + i)).isEmpty();
            }
            assertThat(eager.send("WATCH emu\n").line()).isEqualTo("? WATCH emu");
            assertThat(herd.status("Goloman").commands().get("too_many_watches"))
                    .isEqualTo(1);
            assertThat(eager.send("UNWATCH\n").line()).isEqualTo("UNWATCH 100");
            assertThat(begin(eager, "WATCH emu")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WATCH",
                "WATCH kiwi 0",
                "WATCH +1+1 +0+0",
                "WATCH +10+20 0",
                "WATCH +10+20 -1",
                "WATCH +10+20 20038",
                "WATCH +91+20 5",
                "WATCH +10+20 5 5",
                "UNWATCH kiwi",
                "watch kiwi"
            })
    void whatIsNoWatchIsRefused(String command, Vertx vertx, @TempDir Path logs) {
        PlacesConfig places = TestHerd.places(PlacesConfig.Provider.GAZETTEER, null);
        try (TestHerd herd = TestHerd.one(vertx, logs, LimitsConfig.DEFAULT, places)) {
            assertThat(TestClient.ask(herd.server("Goloman"), command)).isEqualTo("? " + command);
        }
    }
}
