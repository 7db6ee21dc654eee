package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ConnectionLimits;
import io.herd.config.LimitsConfig;
import io.herd.config.PlacesConfig;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What happens beyond the limits, and that others notice nothing. */
@ExtendWith(VertxExtension.class)
class LimitsTest {
    private static final String REPORT = "IAMAT kiwi +1+1 5";
    private static final int COMMANDS_IN_FLIGHT = 5;

    @TempDir
    private Path logs;

    private @Nullable TestHerd herd;

    private TestHerd herd(Vertx vertx, int clients, int connections, Duration idle) {
        return herd(vertx, LimitsConfig.DEFAULT.unknownWait(), clients, 0, connections, idle);
    }

    private TestHerd herd(
            Vertx vertx, Duration unknownWait, int clients, int reportsPerClient, int connections, Duration idle) {
        return herd(
                vertx,
                unknownWait,
                clients,
                reportsPerClient,
                new ConnectionLimits(connections, connections, idle, Duration.ZERO, 1 << 12, 100, 0));
    }

    private TestHerd herd(
            Vertx vertx, Duration unknownWait, int clients, int reportsPerClient, ConnectionLimits connections) {
        LimitsConfig usual = LimitsConfig.DEFAULT;
        var limits = new LimitsConfig(
                usual.lineBytes(),
                usual.future(),
                COMMANDS_IN_FLIGHT,
                unknownWait,
                usual.drain(),
                clients,
                0,
                reportsPerClient,
                connections,
                usual.watches());
        herd = TestHerd.of(
                vertx,
                logs,
                Map.of("Goloman", List.of("Hands"), "Hands", List.of("Goloman")),
                limits,
                new PlacesConfig(PlacesConfig.Provider.GAZETTEER, null, null, Duration.ofSeconds(1), 16, 1 << 20));
        return herd;
    }

    @AfterEach
    void stop() {
        if (herd != null) {
            herd.close();
        }
    }

    private static long count(TestHerd herd, String counter) {
        return herd.status("Goloman").commands().getOrDefault(counter, -1L);
    }

    @Test
    void aServerFullOfClientsTellsNewOnesSoAndLetsNeighboursIn(Vertx vertx) {
        TestHerd full = herd(vertx, 10, 2, Duration.ofMinutes(1));
        full.listen("Goloman");
        try (TestClient one = TestClient.connect(full.server("Goloman"));
                TestClient two = TestClient.connect(full.server("Goloman"))) {
            assertThat(one.send("WHEREIS kiwi\n").line()).isEqualTo("? WHEREIS kiwi");
            assertThat(two.send(REPORT + "\n").line()).startsWith("AT Goloman");
            try (TestClient third = TestClient.connect(full.server("Goloman"))) {
                assertThat(third.send(REPORT + "\n" + REPORT + "\n").rest()).isEqualTo("? " + REPORT + "\n");
            }
            full.listen("Hands");
            full.link("Hands");
            assertThat(TestClient.ask(full.server("Hands"), "IAMAT emu +1+1 5")).startsWith("AT Hands");
            Await.until("Goloman knows", () -> one.send("WHEREIS emu\n").line().startsWith("AT Hands"));
            assertThat(count(full, "crowded")).isEqualTo(1);
        }
        Await.until(
                "there is room again",
                () -> TestClient.ask(full.server("Goloman"), "WHEREIS kiwi").startsWith("AT Goloman"));
    }

    @Test
    void noMoreClientsAreTakenThanIsSetWhoeverReportsThem(Vertx vertx) {
        TestHerd small = herd(vertx, 1, 100, Duration.ofMinutes(1));
        small.start("Goloman", "Hands");
        assertThat(TestClient.ask(small.server("Goloman"), REPORT)).startsWith("AT Goloman");
        assertThat(TestClient.ask(small.server("Goloman"), "IAMAT emu +1+1 5")).isEqualTo("? IAMAT emu +1+1 5");
        assertThat(count(small, "too_many_clients")).isEqualTo(1);
        small.awaitAgreement(1);
        assertThat(TestClient.ask(small.server("Hands"), "IAMAT rhea +1+1 5")).isEqualTo("? IAMAT rhea +1+1 5");
        assertThat(TestClient.ask(small.server("Hands"), "IAMAT kiwi +2+2 6")).startsWith("AT Hands");
        small.awaitAgreement(1);
    }

    @Test
    void whoSaysNothingForLongIsCutAndNobodyElse(Vertx vertx) {
        TestHerd impatient = herd(vertx, 10, 100, Duration.ofSeconds(1));
        impatient.start("Goloman", "Hands");
        try (TestClient idle = TestClient.connect(impatient.server("Goloman"));
                TestClient busy = TestClient.connect(impatient.server("Goloman"))) {
            assertThat(idle.send(REPORT + "\n").line()).startsWith("AT Goloman");
            Await.until("the idle connection is cut", () -> {
                assertThat(busy.send("WHEREIS kiwi\n").line()).startsWith("AT Goloman");
                return count(impatient, "idle") == 1;
            });
            assertThat(idle.rest()).isEmpty();
            assertThat(busy.send("WHEREIS kiwi\n").line()).startsWith("AT Goloman");
        }
        assertThat(impatient.status("Hands").links().getFirst().counters()).containsEntry("lost", 0L);
    }

    @Test
    void aLineWithoutAnEndIsAnsweredWhenItsConnectionIsIdle(Vertx vertx) {
        TestHerd impatient = herd(vertx, 10, 100, Duration.ofSeconds(1));
        impatient.listen("Goloman");
        try (TestClient idle = TestClient.connect(impatient.server("Goloman"))) {
            idle.send(REPORT);
            assertThat(idle.rest()).startsWith("AT Goloman").endsWith(" kiwi +1+1 5\n");
        }
    }

    @Test
    void aLineWithoutAnEndIsAnsweredSomeTimeAfterItsLastByteWhereThatIsSet(Vertx vertx) {
        Duration wait = Duration.ofMillis(50);
        var limits = new ConnectionLimits(10, 10, Duration.ofMinutes(1), wait, 1 << 10, 100, 0);
        TestHerd one = herd(vertx, Duration.ZERO, 10, 0, limits);
        one.listen("Goloman");
        try (TestClient client = TestClient.connect(one.server("Goloman"))) {
            long start = System.nanoTime();
            assertThat(client.send(REPORT).line()).endsWith(" kiwi +1+1 5");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(wait);
            // What ends in time is one line, however many writes it came in.
            assertThat(client.send("WHERE").send("IS kiwi\n").line()).endsWith(" kiwi +1+1 5");
            assertThat(client.send("nonsense").line()).isEqualTo("? nonsense");
        }
    }

    @Test
    void aClientThatDoesNotReadWaitsAndLosesNothing(Vertx vertx) throws InterruptedException {
        TestHerd one = herd(vertx, 10, 100, Duration.ofMinutes(1));
        one.listen("Goloman");
        int commands = 200_000;
        try (TestClient slow = TestClient.connect(one.server("Goloman"))) {
            assertThat(slow.send(REPORT + "\n").line()).startsWith("AT Goloman");
            var sender = Thread.startVirtualThread(() -> slow.send("WHEREIS kiwi\n".repeat(commands)));
            Await.until("it waits", () -> count(one, "slow_readers") > 0);
            assertThat(TestClient.ask(one.server("Goloman"), "WHEREIS kiwi")).startsWith("AT Goloman");
            var replies = new ArrayList<>(slow.lines(commands));
            assertThat(replies).hasSize(commands).allMatch(reply -> reply.startsWith("AT Goloman"));
            sender.join();
        }
    }

    @Test
    void whoReportsTooOftenIsToldSoAndNobodyElse(Vertx vertx) {
        TestHerd strict = herd(vertx, Duration.ZERO, 10, 1, 100, Duration.ofMinutes(1));
        strict.listen("Goloman");
        int reports = 100;
        try (TestClient hasty = TestClient.connect(strict.server("Goloman"))) {
            List<String> answers = hasty.send((REPORT + "\n").repeat(reports)).lines(reports);
            assertThat(answers.getFirst()).startsWith("AT Goloman");
            long refused = answers.stream().filter(("? " + REPORT)::equals).count();
            // They may have come in two seconds.
            assertThat(refused).isBetween(reports - 2L, reports - 1L);
            assertThat(count(strict, "too_often")).isEqualTo(refused);
        }
        assertThat(TestClient.ask(strict.server("Goloman"), "IAMAT emu +1+1 5")).startsWith("AT Goloman");
    }

    @Test
    void commandsWaitUntilThoseBeforeThemAreAnswered(Vertx vertx) {
        TestHerd one = herd(vertx, Duration.ofMinutes(1), 10, 0, 100, Duration.ofMinutes(1));
        one.listen("Goloman");
        try (TestClient eager = TestClient.connect(one.server("Goloman"))) {
            eager.send(REPORT + "\n" + "WHEREIS rhea\n".repeat(COMMANDS_IN_FLIGHT) + "IAMAT emu +1+1 5\n");
            assertThat(eager.line()).startsWith("AT Goloman");
            assertThat(count(one, "reports")).isEqualTo(1);
            Await.until("it waits", () -> count(one, "deep_pipelines") == 1);
            assertThat(TestClient.ask(one.server("Goloman"), "IAMAT rhea +1+1 5"))
                    .startsWith("AT Goloman");
            for (int i = 0; i < COMMANDS_IN_FLIGHT; i++) {
                assertThat(eager.line()).endsWith(" rhea +1+1 5");
            }
            assertThat(eager.line()).endsWith(" emu +1+1 5");
        }
    }
}
