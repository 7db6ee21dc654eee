package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's commands about fences and watches, against a server that is a process. */
class CommandsIT {
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path directory;

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(
                directory.resolve("herd.yaml"),
                "servers:\n  Goloman: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d, neighbours: [] }\n"
                        .formatted(Ports.free(), Ports.free(), Ports.free()));
    }

    private Program herd(String... arguments) {
        return Program.start(
                directory,
                Map.of(),
                Stream.concat(Stream.of(arguments), Stream.of("-c", "herd.yaml"))
                        .toArray(String[]::new));
    }

    /** What a command prints that succeeds. */
    private List<String> run(String... arguments) {
        try (Program command = herd(arguments)) {
            assertThat(command.exitCode()).as(command.errors().toString()).isZero();
            return command.output();
        }
    }

    /** What a command says that fails. */
    private String fail(int code, String... arguments) {
        try (Program command = herd(arguments)) {
            assertThat(command.exitCode()).isEqualTo(code);
            assertThat(command.output()).isEmpty();
            return String.join("\n", command.errors());
        }
    }

    @Test
    void fencesAreAddedListedShownAndRemoved() throws IOException {
        Path yard = Files.writeString(
                directory.resolve("yard.json"),
                "{\"type\":\"Polygon\",\"coordinates\":[[[-119,34],[-118,34],[-118,35],[-119,34]]]}");
        try (Program _ = herd("serve", "Goloman").awaitOutput("Goloman is ready")) {
            assertThat(run("report", "kiwi", "34.07,-118.44"))
                    .singleElement()
                    .asString()
                    .startsWith("AT Goloman");
            assertThat(run("fence", "add", "depot", "34.07,-118.44", "0.15"))
                    .last()
                    .asString()
                    .matches("depot +0\\.15 km around 34\\.07,-118\\.44 +\\d.*Z");
            assertThat(run("fence", "add", "yard", "--geojson", yard.toString()))
                    .last()
                    .asString()
                    .contains("polygon of 3 corners");
            assertThat(run("fence", "list"))
                    .extracting(line -> line.split(" ", 2)[0])
                    .containsExactly("FENCE", "depot", "yard");
            assertThat(run("fence", "list", "--after", "depot"))
                    .extracting(line -> line.split(" ", 2)[0])
                    .containsExactly("FENCE", "yard");
            assertThat(run("fence", "show", "depot")).last().asString().startsWith("depot ");
            assertThat(new JsonObject(String.join("\n", run("fence", "show", "depot", "--json")))
                            .getNumber("radius")
                            .doubleValue())
                    .isEqualTo(0.15);
            assertThat(run("fence", "show", "depot", "--clients"))
                    .last()
                    .asString()
                    .startsWith("kiwi    34.07,-118.44");
            assertThat(run("fence", "remove", "depot")).containsExactly("depot is deleted");
            assertThat(fail(1, "fence", "show", "depot")).isEqualTo("Goloman refused: the fence is not known here");
            assertThat(fail(1, "fence", "remove", "depot")).contains("not known");
            assertThat(fail(1, "fence", "add", "depot", "91,0", "1")).contains("Goloman refused: ");
        }
        assertThat(fail(2, "fence", "add", "depot", "here", "1")).contains("expected LATLON");
        assertThat(fail(2, "fence", "add", "depot", "1,1")).contains("give LATLON and KM, or --geojson FILE");
        assertThat(fail(2, "fence", "show", "a b")).contains("NAME: expected 1 to 200 bytes");
        assertThat(fail(1, "fence", "list")).contains("Goloman cannot be reached");
    }

    @Test
    void watchPrintsWhatIsKnownAndThenEveryChange() {
        try (Program _ = herd("serve", "Goloman").awaitOutput("Goloman is ready")) {
            List<String> _ = run("report", "kiwi", "34.07,-118.44");
            try (Program people = herd("watch", "34,-118", "--radius", "100").awaitOutput("kiwi is at +34.07-118.44");
                    Program programs = herd("watch", "ki", "--prefix", "--json").awaitOutput("\"client\":\"kiwi\"")) {
                List<String> _ = run("report", "emu", "34.08,-118.44");
                List<String> _ = run("report", "kiwi", "-10.5,20");
                assertThat(people.awaitOutput("kiwi has left").output())
                        .extracting(line -> line.substring("12:34:56  ".length()))
                        .containsExactly("kiwi is at +34.07-118.44", "emu is at +34.08-118.44", "kiwi has left");
                List<String> _ = run("forget", "kiwi");
                List<JsonObject> changes = programs.awaitOutput("gone").output().stream()
                        .map(JsonObject::new)
                        .toList();
                assertThat(changes)
                        .extracting(each -> each.getString("event"))
                        .containsExactly("report", "report", "gone");
                assertThat(changes).allMatch(each -> each.getString("client").equals("kiwi"));
                assertThat(changes.get(1).getDouble("latitude")).isEqualTo(-10.5);
                people.signal("INT");
                assertThat(people.exitCode()).isEqualTo(INTERRUPTED);
                assertThat(people.errors()).isEmpty();
            }
            assertThat(fail(1, "watch", "91,0", "--radius", "1")).contains("refused: ? WATCH +91+0 1");
        }
    }
}
