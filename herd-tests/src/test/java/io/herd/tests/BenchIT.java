package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark measures servers of its own, whatever its user has set for his herd, and leaves nothing behind. */
class BenchIT {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final String JAR = "herd-server/target/herd-server.jar";

    @TempDir
    private Path directory;

    @Test
    void itMeasuresServersOfOddNamesAndAsksNoProviderThatBills() throws IOException {
        Files.writeString(directory.resolve("odd.yaml"), """
                servers:
                  On: { host: "::1", port: 11490, neighbours: [my.server-1, my_server_1] }
                  my.server-1: { host: nowhere.invalid, port: 11491, neighbours: [On] }
                  my_server_1: { host: nowhere.invalid, port: 11492, neighbours: [On] }
                links: { secretFile: secret }
                places: { provider: google, url: "https://nowhere.invalid" }
                log: { traffic: false }
                """);
        Files.writeString(directory.resolve("secret"), "correct horse battery");
        Map<String, String> users = Map.of(
                "HERD_CONFIG", "odd.yaml",
                "GOOGLE_PLACES_KEY", "AIza-a-key-that-is-billed",
                "HERD_SECRET_FILE", "secret",
                "HERD_LIMITS_CLIENTS", "1");
        try (Program bench = bench(users)) {
            assertThat(bench.exitCode()).as("%s", bench.errors()).isZero();
            bench.awaitOutput("IAMAT at a tenth of it");
            bench.awaitOutput("WHATSAT, pipelined");
            bench.awaitOutput("from a reply to the last server");
        }
        assertThat(directory.resolve("temporary")).isEmptyDirectory();
    }

    private Program bench(Map<String, String> environment) throws IOException {
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        Path jar = directory.toRealPath().relativize(Program.LAUNCHER.resolveSibling(JAR));
        List<String> command =
                new ArrayList<>(List.of("-Djava.io.tmpdir=" + temporary, "-jar", jar.toString(), "bench"));
        command.addAll(List.of("--seconds", "1", "--clients", "100", "--connections", "2"));
        return Program.start(JAVA, directory, environment, command.toArray(String[]::new));
    }
}
