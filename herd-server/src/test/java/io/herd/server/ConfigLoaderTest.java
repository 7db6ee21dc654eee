package io.herd.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.config.ConfigException;
import io.herd.config.HerdConfig;
import io.herd.config.LimitsConfig;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class ConfigLoaderTest {
    private static final String ALONE = """
            servers:
              alone: { host: 127.0.0.1, port: 11490 }
            """;

    private static final String PROPERTY = "herd.limits.lineBytes";

    @TempDir
    private Path directory;

    @AfterEach
    void clearProperty() {
        System.clearProperty(PROPERTY);
    }

    private static HerdConfig load(Vertx vertx, @Nullable Path file) throws Exception {
        return ConfigLoader.load(vertx, file).await(10, TimeUnit.SECONDS);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("herd.yaml"), text);
    }

    private static void assertRefused(ThrowingCallable load, String message) {
        assertThatThrownBy(load).isInstanceOf(ConfigException.class).hasMessage(message);
    }

    @Test
    void aFileOfTheCallers(Vertx vertx) throws Exception {
        HerdConfig config = load(vertx, file(ALONE + "limits:\n  # nothing but a comment\n"));
        assertThat(config.servers()).containsOnlyKeys("alone");
        assertThat(config.limits().lineBytes()).isEqualTo(8192);
    }

    @Test
    void withoutAFileTheOneInTheJar(Vertx vertx) throws Exception {
        assertThat(load(vertx, null).servers().keySet())
                .containsExactly("Goloman", "Hands", "Holiday", "Welsh", "Wilkes");
    }

    @Test
    void systemPropertiesOverrideTheFile(Vertx vertx) throws Exception {
        System.setProperty(PROPERTY, "4096");
        assertThat(load(vertx, file(ALONE)).limits().lineBytes()).isEqualTo(4096);
    }

    @Test
    void theSecretComesFromItsFile(Vertx vertx) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "correct horse battery\n");
        HerdConfig config = load(vertx, file(ALONE + "links: { secretFile: " + secret + " }"));
        assertThat(config.links().secret()).isEqualTo("correct horse battery");
    }

    @Test
    void aSecretFileThatIsMissing(Vertx vertx) throws Exception {
        Path file = file(ALONE + "links: { secretFile: nowhere/secret }");
        assertRefused(
                () -> load(vertx, file), "links.secretFile: nowhere/secret: cannot be read, there is no such file");
    }

    @Test
    void bytesThatAreNotUtf8AreNoSecretAndNoConfiguration(Vertx vertx) throws Exception {
        byte[] latin1 = "grün ist die Hoffnung, und links steht der Mond".getBytes(StandardCharsets.ISO_8859_1);
        Path secret = Files.write(directory.resolve("secret"), latin1);
        Path named = file(ALONE + "links: { secretFile: " + secret + " }");
        assertRefused(() -> load(vertx, named), "links.secretFile: " + secret + ": cannot be read, it is not UTF-8");
        String held = ALONE + "links: { secret: grün ist die Hoffnung }";
        Path file = Files.write(directory.resolve("latin1.yaml"), held.getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(() -> load(vertx, file), file + " line 3: is not UTF-8");
    }

    @Test
    void namesAndNumbersAreWhatIsWritten(Vertx vertx) throws Exception {
        List<String> names = List.of("On", "No", "1e3", "010", "0x1F", "1_000", "null", "Null", "2026-01-31", "1.0");
        var text = new StringBuilder("servers:\n");
        for (int i = 0; i < names.size(); i++) {
            text.append("  %s: { host: h%d, port: 11490, neighbours: %s }\n"
                    .formatted(names.get(i), i, i == 0 ? names.subList(1, names.size()) : "[On]"));
        }
        HerdConfig config = load(vertx, file(text.toString()));
        assertThat(config.servers().keySet()).containsExactlyElementsOf(names);
        assertThat(config.server("On").neighbours()).isEqualTo(names.subList(1, names.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"010", "0o17", "1:30", "1e3", "0x1F", "1_000", "1.0", "On", "2026-01-31"})
    void whatIsNoPlainNumberIsRefused(String number, Vertx vertx) throws Exception {
        Path port = file("servers: { alone: { host: 127.0.0.1, port: " + number + " } }");
        assertThatThrownBy(() -> load(vertx, port))
                .isInstanceOf(ConfigException.class)
                .hasMessageMatching("servers.alone.port: expected an integer from 1 to 65535, got '[^ ]+'");
    }

    @Test
    void settingsWithoutAValueSayNothing(Vertx vertx) throws Exception {
        HerdConfig config = load(vertx, file(ALONE + "limits: { lineBytes: ~, drain: }\nlog:\nplaces: ~\n"));
        assertThat(config.limits()).isEqualTo(LimitsConfig.DEFAULT);
    }

    @Test
    void groupsCanBeMerged(Vertx vertx) throws Exception {
        String merged = "servers: { a: &a { host: 127.0.0.1, port: 1 }, b: { <<: *a, port: 2 } }";
        assertThat(load(vertx, file(merged)).server("b").host()).isEqualTo("127.0.0.1");
    }

    @Test
    void aFileThatIsMissingOrNoFile(Vertx vertx) {
        Path missing = directory.resolve("missing.yaml");
        assertRefused(() -> load(vertx, missing), missing + ": cannot be read, there is no such file");
        assertRefused(() -> load(vertx, directory), directory + ": cannot be read, Is a directory");
    }

    @Test
    void aNamedFileIsNotLookedForInTheJar(Vertx vertx) {
        Path inJar = Path.of("conf/herd.yaml");
        assertThat(inJar).doesNotExist();
        assertRefused(() -> load(vertx, inJar), "conf/herd.yaml: cannot be read, there is no such file");
    }

    @Test
    void errorsOfSyntaxNameTheLine(Vertx vertx) throws Exception {
        Path file = file("limits:\n  drain: 1s: 2s\n");
        assertRefused(() -> load(vertx, file), file + " line 2: mapping values are not allowed here");
    }

    @Test
    void errorsOfSyntaxDoNotQuoteSecrets(Vertx vertx) throws Exception {
        Path file = file("links:\n  secret: correct horse: battery\n");
        assertThatThrownBy(() -> load(vertx, file))
                .isInstanceOf(ConfigException.class)
                .hasNoCause()
                .hasMessageNotContaining("horse");
    }

    @Test
    void aValueThatIsNotOfTheTypeOfItsTagIsRefused(Vertx vertx) throws Exception {
        Path file = file("links:\n  secret: !!int the-secret-of-sixteen\n");
        assertRefused(() -> load(vertx, file), file + ": a value is not of the type that its tag says");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused(Vertx vertx) throws Exception {
        Path file = file(ALONE + "limits:\n  drain: 1s\n  drain: 2s\n");
        assertRefused(() -> load(vertx, file), file + " line 5: found duplicate key drain");
    }

    @Test
    void textsThatAreNoSettings(Vertx vertx) throws Exception {
        for (String text : new String[] {"herd", "[a, b]", "5"}) {
            Path file = file(text);
            assertRefused(() -> load(vertx, file), file + ": expected groups of settings, such as servers and limits");
        }
        Path binary = file("servers: \u0001");
        assertThatThrownBy(() -> load(vertx, binary))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(binary + ": ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void filesThatSayNothing(Vertx vertx) throws Exception {
        for (String text : new String[] {"", "# a comment\n", "---\n"}) {
            Path file = file(text);
            assertRefused(() -> load(vertx, file), "servers: expected at least one server");
        }
    }
}
