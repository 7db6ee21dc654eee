package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandTest {
    @TempDir
    private Path directory;

    private Path config;
    private Path tokens;

    @BeforeEach
    void configure() throws IOException {
        tokens = directory.resolve("tokens");
        String text = """
                servers:
                  alone: { host: 127.0.0.1, port: 11490 }
                access: { key: a key of this test alone, tokens: %s }
                """.formatted(tokens);
        config = Files.writeString(directory.resolve("herd.yaml"), text);
    }

    private int run(String... words) {
        List<String> line = new ArrayList<>(List.of("token"));
        line.addAll(List.of(words));
        line.addAll(List.of("-c", config.toString()));
        return RootCommand.commandLine().execute(line.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "'K7QX2M phone read=*\n', 'K7QX2M phone read=* revoked\n'",
        "'K7QX2M\tphone\tread=*', 'K7QX2M\tphone\tread=* revoked\n'",
        "'\uFEFFK7QX2M phone \r\n', 'K7QX2M phone revoked\n'",
        "'K7QX2M revoked\n', 'K7QX2M revoked revoked\n'",
        "'K7QX2M phone revoked read=*\n', 'K7QX2M phone revoked read=*\n'",
    })
    void aTokenIsRevokedHoweverItsLineIsWritten(String before, String after) throws IOException {
        Files.writeString(tokens, before);
        assertThat(run("revoke", "K7QX2M")).isZero();
        assertThat(tokens).hasContent(after);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--may-report", "--may-read", "--may-read-area", "--may-forget", "--expires"})
    void aValuePermitsNothingElse(String option) {
        assertThat(run("create", "phone", option, "2027-01-01 administer")).isEqualTo(2);
        assertThat(tokens).doesNotExist();
    }

    @Test
    void aNewTokenIsListedByItsId() throws IOException {
        assertThat(run("create", "family/phone")).isZero();
        assertThat(tokens).content().matches("[0-9A-Z]{6} family/phone report=family/phone read=family/\\*\n");
    }
}
