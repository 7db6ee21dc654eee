package io.herd.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.config.ConfigException;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The container's script for the secret takes what servers take, and nothing else. */
@ExtendWith(VertxExtension.class)
class ContainerSecretTest {
    private static final String SCRIPT =
            Path.of("container/secret").toAbsolutePath().toString();

    @TempDir
    private Path directory;

    private Path given;
    private Path kept;

    @BeforeEach
    void nameFiles() {
        given = directory.resolve("given");
        kept = directory.resolve("kept");
    }

    private int run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT, kept.toString(), given.toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start()
                .waitFor();
    }

    private @Nullable String asServersRead(Vertx vertx, Path secretFile) throws IOException {
        String yaml = "servers: { a: { host: h, port: 1 } }\nlinks: { secretFile: " + secretFile + " }";
        return ConfigLoader.load(vertx, Files.writeString(directory.resolve("herd.yaml"), yaml))
                .await()
                .links()
                .secret();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery",
                "correct horse battery\n",
                "\uFEFF \t\r\ncorrect\nhorse battery \u000B\f\r\n\n",
                "\u00A0grün, grün 東京\uFEFF",
                "0123456789abcde\u00FF"
            })
    void whatServersTake(String secret, Vertx vertx) throws Exception {
        Files.writeString(given, secret);
        assertThat(run()).isZero();
        assertThat(asServersRead(vertx, kept)).isEqualTo(asServersRead(vertx, given));
    }

    @Test
    void whatServersRefuse(Vertx vertx) throws Exception {
        byte[] latin1 = "grün ist die Hoffnung".getBytes(StandardCharsets.ISO_8859_1);
        byte[] padded = "\uFEFF   short secret    \n".getBytes(StandardCharsets.UTF_8);
        for (byte[] wrong : List.of(latin1, padded)) {
            Files.write(given, wrong);
            assertThat(run()).isEqualTo(2);
            assertThat(directory.resolve("output")).content().contains("16 bytes of UTF-8");
            assertThat(kept).doesNotExist();
            assertThatThrownBy(() -> asServersRead(vertx, given)).isInstanceOf(ConfigException.class);
        }
    }

    @Test
    void withoutOneTheFirstIsMadeUpAndKept(Vertx vertx) throws Exception {
        Files.writeString(given, " \n");
        assertThat(run()).isZero();
        String first = asServersRead(vertx, kept);
        assertThat(first).matches("[0-9a-f]{64}");
        assertThat(run()).isZero();
        assertThat(asServersRead(vertx, kept)).isEqualTo(first);
    }

    @Test
    void theOneThatIsReplacedStaysThePreviousOneUntilTheChangeIsEnded(Vertx vertx) throws Exception {
        Path previous = directory.resolve("kept.previous");
        Files.writeString(given, "the first secret, grün");
        assertThat(run()).isZero();
        assertThat(previous).isEmptyFile();
        Files.writeString(given, "the second secret\n");
        for (int start = 0; start < 2; start++) {
            assertThat(run()).isZero();
            assertThat(asServersRead(vertx, kept)).isEqualTo("the second secret");
            assertThat(asServersRead(vertx, previous)).isEqualTo("the first secret, grün");
        }
        assertThat(run("--end-change")).isZero();
        assertThat(asServersRead(vertx, kept)).isEqualTo("the second secret");
        assertThat(previous).isEmptyFile();
    }
}
