package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar imports a dump, and a server that starts then answers with its places. */
class PlacesImportIT {
    private static final String SCHOOL = "900000001\tKiwi School\t\t\t34.0689\t-118.4452\tS\tSCH\tUS\t\tCA"
            + "\t\t\t\t0\t\t\tAmerica/Los_Angeles\t2026-01-01\n";

    @TempDir
    private Path directory;

    private int port;

    @BeforeEach
    void configure() throws IOException {
        port = Ports.free();
        Files.writeString(
                directory.resolve("herd.yaml"),
                "servers:\n  Goloman: { host: 127.0.0.1, port: " + port + ", linkPort: " + Ports.free() + ", httpPort: "
                        + Ports.free() + " }\n");
    }

    private Program herd(String... arguments) {
        return Program.start(directory, Map.of("HERD_PLACES_DIRECTORY", "denser"), arguments);
    }

    @Test
    void importedPlacesAreAnsweredAfterTheNextStart() throws IOException {
        Files.writeString(directory.resolve("US.txt"), SCHOOL + "short\n");
        try (Program herd = herd("places", "import", "US.txt", "-c", "herd.yaml")) {
            assertThat(herd.exitCode()).isZero();
            assertThat(herd.awaitOutput("restart").output())
                    .anyMatch(line -> line.startsWith("US.txt: 2 rows"))
                    .anyMatch(line -> line.matches(" +1 +places, now in denser/US.tsv"))
                    .anyMatch(line -> line.matches(" +1 +bad:"))
                    .anyMatch(line -> line.matches(" +line 2 has 1 column, not 19"));
            assertThat(herd.errors()).isEmpty();
        }
        Files.writeString(directory.resolve("denser/broken.tsv"), "nothing\n");
        try (Program server = herd("serve", "Goloman", "-c", "herd.yaml").awaitOutput("is ready");
                TestClient client = TestClient.connect("127.0.0.1", port)) {
            assertThat(client.send("IAMAT kiwi +34.0689-118.4451 5\n").line()).startsWith("AT Goloman");
            assertThat(client.send("WHATSAT kiwi 10 1\n").line()).startsWith("AT Goloman");
            JsonObject place =
                    new JsonObject(client.document()).getJsonArray("results").getJsonObject(0);
            assertThat(place.getString("name")).isEqualTo("Kiwi School");
            assertThat(place.getString("vicinity")).isEqualTo("California, United States");
            assertThat(place.getJsonArray("types").getString(0)).isEqualTo("school");
            assertThat(server.errors())
                    .anyMatch(line -> line.contains("denser/broken.tsv, row 1: fewer than 8 columns"));
        }
    }

    @Test
    void whatCannotBeImportedIsOneLineEach() throws IOException {
        Files.writeString(directory.resolve("notes.txt"), "Buy milk.\n");
        Files.writeString(directory.resolve("US.txt"), SCHOOL);
        try (Program herd = herd("places", "import", "notes.txt", "missing.zip", "US.txt", "-c", "herd.yaml")) {
            assertThat(herd.exitCode()).isEqualTo(1);
            assertThat(herd.awaitOutput("restart").errors())
                    .hasSize(2)
                    .anyMatch(line -> line.matches("herd: notes.txt: is no dump of GeoNames .* line 1 has 1 column.*"))
                    .anyMatch(line -> line.matches("herd: missing.zip: cannot be imported, there is no missing.zip"));
            assertThat(directory.resolve("denser")).isDirectoryContaining("glob:**/US.tsv");
        }
        try (Program herd = herd("places", "import")) {
            assertThat(herd.exitCode()).isEqualTo(2);
        }
        try (Program herd = herd("places")) {
            assertThat(herd.exitCode()).isEqualTo(2);
        }
    }
}
