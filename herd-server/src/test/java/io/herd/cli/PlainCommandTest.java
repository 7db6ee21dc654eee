package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recognised without picocli is what picocli makes of it. */
class PlainCommandTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve Goloman",
                "serve Goloman -c herd.yaml",
                "serve Goloman --config some/herd.yaml",
                "up",
                "up -c herd.yaml",
                "up --config /herd.yaml",
                "train"
            })
    void aPlainCommandIsWhatPicocliMakesOfIt(String line) {
        HerdCommand plain = Objects.requireNonNull(PlainCommand.parse(line.split(" ")));
        HerdCommand parsed = picocli(line);
        assertThat(plain).hasSameClassAs(parsed);
        assertThat(plain.file).isEqualTo(parsed.file);
        if (plain instanceof Serve serve) {
            assertThat(serve.name).isEqualTo(((Serve) parsed).name);
        }
    }

    private static HerdCommand picocli(String line) {
        return RootCommand.commandLine()
                .parseArgs(line.split(" "))
                .subcommand()
                .commandSpec()
                .commandLine()
                .getCommand();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serve",
                "serve --help",
                "serve @file",
                "serve Goloman Hands",
                "serve Goloman -c",
                "serve Goloman -c -v",
                "serve Goloman -c @file",
                "serve -c herd.yaml Goloman",
                "up Goloman",
                "up --version",
                "up --demo",
                "-c herd.yaml",
                "-c herd.yaml up",
                "status",
                "--help"
            })
    void everythingElseIsLeftToPicocli(String line) {
        assertThat(PlainCommand.parse(line.split(" "))).isNull();
    }

    @Test
    void anEmptyNameIsLeftToPicocli() {
        assertThat(PlainCommand.parse("serve", "")).isNull();
        assertThat(PlainCommand.parse("serve", "Goloman", "-c", "")).isNull();
    }
}
