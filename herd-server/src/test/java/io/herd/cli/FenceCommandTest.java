package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What the commands about fences ask for, and how they show what they are answered. */
class FenceCommandTest {
    private static FenceRequest parse(String... arguments) {
        ParseResult fence = Objects.requireNonNull(
                RootCommand.commandLine().parseArgs(arguments).subcommand());
        return Objects.requireNonNull(fence.subcommand())
                .commandSpec()
                .commandLine()
                .getCommand();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add depot 34.07,-118.44 0.15|PUT|/api/v1/fences/depot",
                "add depot -33.8,151.2 1|PUT|/api/v1/fences/depot",
                "list|GET|/api/v1/fences",
                "list --after a/b|GET|/api/v1/fences?after=a%2Fb",
                "show depot|GET|/api/v1/fences/depot",
                "show caf\u00e9 --clients|GET|/api/v1/fences/caf%C3%A9/clients?limit=1000",
                "remove depot|DELETE|/api/v1/fences/depot"
            })
    void eachIsARequest(String line, String method, String path) {
        FenceRequest request = parse(("fence " + line).split(" "));
        assertThat(request.method()).isEqualTo(HttpMethod.valueOf(method));
        assertThat(request.path()).isEqualTo(path);
    }

    @Test
    void aCircleOrAFileIsSent(@TempDir Path directory) throws IOException {
        assertThat(parse("fence", "add", "depot", "-33.8,151.2", "0.15").body())
                .isEqualTo(new JsonObject()
                        .put("latitude", -33.8)
                        .put("longitude", 151.2)
                        .put("radius", 0.15)
                        .toBuffer());
        Path file = Files.writeString(directory.resolve("yard.json"), "{\"type\":\"Polygon\"}");
        assertThat(parse("fence", "add", "yard", "--geojson", file.toString()).body())
                .isEqualTo(Buffer.buffer("{\"type\":\"Polygon\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add depot",
                "add depot 1,1",
                "add depot 1,1 x",
                "add depot here 1",
                "add depot 1,1 1 --geojson f",
                "show *",
                "remove *"
            })
    void whatCannotBeAskedIsAMistake(String line) {
        FenceRequest request = parse(("fence " + line).split(" "));
        assertThatThrownBy(() -> {
                    Buffer _ = request.body();
                    String _ = request.path();
                })
                .isInstanceOf(ParameterException.class);
    }

    @Test
    void fencesStandInATable() {
        JsonObject depot = new JsonObject()
                .put("name", "depot")
                .put("defined", "2026-11-28T12:00:00Z")
                .put("latitude", 34.07)
                .put("longitude", -118.44)
                .put("radius", 0.15);
        var ring = new JsonArray("[[-119,34],[-118,34],[-118,35],[-119,34]]");
        JsonObject yard = new JsonObject()
                .put("name", "yard")
                .put("defined", "2026-11-28T12:00:01Z")
                .put(
                        "geometry",
                        new JsonObject()
                                .put("coordinates", new JsonArray().add(ring).add(ring)));
        JsonObject list = new JsonObject()
                .put("fences", new JsonArray().add(depot).add(yard))
                .put("more", true);
        assertThat(parse("fence", "list").text(list))
                .containsExactly(
                        "FENCE  AREA                          DEFINED",
                        "depot  0.15 km around 34.07,-118.44  2026-11-28T12:00:00Z",
                        "yard   polygon of 3 corners, 1 hole  2026-11-28T12:00:01Z",
                        "There are more: --after yard");
    }
}
