package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built program shows flights in a demo, and replays a track into the same closed herd. */
class ReplayIT {
    private static final int TERMINATED = 143;

    @TempDir
    private Path directory;

    private Program herd(String... arguments) {
        return Program.start(
                directory,
                Map.of(),
                Stream.concat(Stream.of(arguments), Stream.of("-c", "herd.yaml"))
                        .toArray(String[]::new));
    }

    private boolean isKnown(String client) {
        try (Program whereis = herd("whereis", client)) {
            return whereis.exitCode() == 0;
        }
    }

    @Test
    void aDemoHasFlightsAndTakesATrack() throws IOException {
        Files.writeString(directory.resolve("herd.yaml"), """
                servers:
                  Goloman: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d, neighbours: [Hands] }
                  Hands: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d, neighbours: [Goloman] }
                access: { anonymous: none }
                """.formatted(
                        Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free()));
        Files.writeString(directory.resolve("ride.csv"), "time,lat,lon\n1714557600,47.5,8.25\n1714557601,47.6,8.25\n");
        try (Program up = herd("up", "--demo").awaitOutput("100 flights move")) {
            try (Program replay = herd("replay", "ride.csv")) {
                assertThat(replay.exitCode()).as(replay.errors().toString()).isZero();
                assertThat(replay.output()).containsExactly("ride.csv: 2 points sent, 2 accepted, 0 stale, 0 refused");
            }
            assertThat(isKnown("ride")).isTrue();
            Await.until("the flights report", () -> isKnown("demo/flight-042"));
            assertThat(up.terminate().exitCode()).isEqualTo(TERMINATED);
            assertThat(up.errors()).isEmpty();
        }
    }
}
