package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.herd.server.places.Cities;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The flights of the demo report to servers. */
@ExtendWith(VertxExtension.class)
class DemoTrafficTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void allFlightsReportEverySecondAndAgainAfterARestart(Vertx vertx) throws IOException {
        try (var server = OwnServer.start(vertx, directory, "none");
                var traffic = DemoTraffic.start(() -> ClientPort.all(server.config(), null), Cities.largest(100))) {
            awaitAccepted(traffic, 2 * DemoTraffic.FLIGHTS);
            assertThat(server.ask("WHEREIS " + DemoTraffic.name(DemoTraffic.FLIGHTS)))
                    .startsWith("AT Goloman ");
            server.restart();
            awaitAccepted(traffic, traffic.tally().accepted() + 2 * DemoTraffic.FLIGHTS);
            assertThat(server.ask("WHEREIS " + DemoTraffic.name(1))).startsWith("AT Goloman ");
            assertThat(traffic.tally().refused()).isZero();
        }
    }

    private static void awaitAccepted(DemoTraffic traffic, long count) {
        await("the flights have reported")
                .atMost(PATIENCE)
                .until(() -> traffic.tally().accepted() >= count);
    }
}
