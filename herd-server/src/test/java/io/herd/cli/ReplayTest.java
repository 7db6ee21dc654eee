package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tracks are replayed into a server. */
@ExtendWith(VertxExtension.class)
class ReplayTest {
    private static final String GPX = """
            <gpx><trk><name>a ride</name><trkseg>
            <trkpt lat="47.5" lon="8.25"><time>2024-05-01T10:00:00Z</time></trkpt>
            <trkpt lat="47.6" lon="8.35"/>
            <trkpt lat="-47.6" lon="8.35"><time>2024-05-01T10:00:02.5Z</time></trkpt>
            </trkseg></trk></gpx>
            """;

    @TempDir
    private Path directory;

    private Captured replay(OwnServer server, String... arguments) {
        return Captured.run("replay", server.file(), arguments);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    @Test
    void severalFilesAreSentInTheOrderOfTheirTimes(Vertx vertx) throws IOException {
        try (var server = OwnServer.start(vertx, directory, OwnServer.OPEN)) {
            String ride = file("ride.gpx", GPX);
            String van = file("my van.csv", "time,lat,lon\n1714557601,1,2\n1714557601.5,1.5,-2.5\nnever,1,2\n");
            Captured outcome = replay(server, ride, van);
            assertThat(outcome.code()).as(outcome.errors()).isZero();
            assertThat(outcome.output())
                    .isEqualTo(ride + ": 2 points sent, 2 accepted, 0 stale, 0 refused\n"
                            + "  1 skipped: without a time, the first at line 3\n" + van
                            + ": 2 points sent, 2 accepted, 0 stale, 0 refused\n"
                            + "  1 skipped: with a malformed time, the first at line 4\n");
            assertThat(server.ask("WHEREIS a%20ride")).endsWith(" a%20ride -47.6+8.35 1714557602.5\n");
            assertThat(server.ask("WHEREIS my%20van")).endsWith(" my%20van +1.5-2.5 1714557601.5\n");
            Captured again = replay(server, ride, "--client", "a ride");
            assertThat(again.output()).startsWith(ride + ": 2 points sent, 1 accepted, 1 stale, 0 refused\n");
            Captured together = replay(server, ride, van, "--client", "both");
            assertThat(together.output()).doesNotContain("1 stale", "2 stale");
        }
    }

    @Test
    void aPaceAndAShiftMakeItLookAsIfItHappenedNow(Vertx vertx) throws IOException {
        try (var server = OwnServer.start(vertx, directory, OwnServer.OPEN)) {
            long before = System.currentTimeMillis();
            Captured outcome = replay(server, file("ride.gpx", GPX), "--speed", "5x", "--shift-to-now");
            long after = System.currentTimeMillis();
            assertThat(outcome.output()).contains("2 points sent, 2 accepted");
            assertThat(after - before).isGreaterThanOrEqualTo(500);
            String time = server.ask("WHEREIS a%20ride").strip().replaceAll(".* ", "");
            assertThat((long) (Double.parseDouble(time) * 1_000)).isBetween(before + 500, after);
        }
    }

    @Test
    void aBrokenFileIsSentUpToTheBreak(Vertx vertx) throws IOException {
        try (var server = OwnServer.start(vertx, directory, OwnServer.OPEN)) {
            String broken = file("ride.gpx", GPX.substring(0, GPX.indexOf("</trkseg>")));
            String missing = directory.resolve("missing.gpx").toString();
            Captured outcome = replay(server, broken, missing);
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.output()).startsWith(broken + ": 2 points sent, 2 accepted");
            assertThat(outcome.errors())
                    .contains(
                            "herd: " + broken + ": line 5: XML document structures must start and end within the same"
                                    + " entity.; the points before were sent\n",
                            "herd: " + missing + ": there is no such file\n")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void whatIsRefusedIsToldWithItsReason(Vertx vertx) throws IOException {
        try (var server = OwnServer.start(vertx, directory, OwnServer.OPEN)) {
            Captured outcome = replay(server, file("future.csv", "time,lat,lon\n9000000000,1,2\n"));
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.output())
                    .endsWith("1 refused\n  the first that was refused: IAMAT future +1+2 9000000000\n");
            assertThat(outcome.errors()).contains("limits.future", CommandCredential.VARIABLE);
        }
    }

    @Test
    void aClosedHerdTakesWhoCanReadItsKey(Vertx vertx) throws IOException {
        try (var server = OwnServer.start(vertx, directory, "none")) {
            Captured outcome = replay(server, file("ride.gpx", GPX));
            assertThat(outcome.code()).as(outcome.errors()).isZero();
        }
    }

    @Test
    void withoutAServerItSaysWhichCouldNotBeReached(Vertx vertx) throws IOException {
        OwnServer server = OwnServer.start(vertx, directory, OwnServer.OPEN);
        server.close();
        Captured outcome = replay(server, file("ride.gpx", GPX));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.errors()).contains("herd: Goloman cannot be reached").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--loop", "--loop --speed 10x", "--loop --shift-to-now", "--speed fast", "--server nowhere"})
    void whatCannotBeMeantIsAMistake(String options, Vertx vertx) throws IOException {
        try (var server = OwnServer.start(vertx, directory, OwnServer.OPEN)) {
            String[] arguments = Stream.concat(Stream.of(options.split(" ")), Stream.of(file("ride.gpx", GPX)))
                    .toArray(String[]::new);
            assertThat(replay(server, arguments).code()).isEqualTo(2);
        }
    }
}
