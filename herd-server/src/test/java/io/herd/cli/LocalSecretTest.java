package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.config.ConfigException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSecretTest {
    private static final int PROCESSES = 4;

    @TempDir
    private Path directory;

    /** Prints the secret in a file: a server that starts. */
    static final class Starter {
        public static void main(String[] files) {
            System.out.println(LocalSecret.of(Path.of(files[0])));
        }
    }

    @Test
    void theFirstMakesItForItsUserAloneAndTheNextFindIt() throws IOException {
        Path file = directory.resolve("data/secret");
        String made = LocalSecret.of(file);
        assertThat(made).matches("[0-9a-f]{64}");
        assertThat(file).hasContent(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(LocalSecret.of(file)).isEqualTo(made);
        assertThat(LocalSecret.of(directory.resolve("other"))).isNotEqualTo(made);
    }

    @Test
    void threadsThatAskAtOnceShareOne() {
        Path file = directory.resolve("data/secret");
        Set<String> secrets = IntStream.range(0, 200)
                .parallel()
                .mapToObj(_ -> LocalSecret.of(file))
                .collect(Collectors.toSet());
        assertThat(secrets).hasSize(1);
    }

    @Test
    void processesThatStartAtOnceShareOne() throws IOException {
        List<Process> starters = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            starters.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath(),
                            Starter.class.getName(),
                            directory.resolve("data/secret").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }
        Set<String> secrets = new HashSet<>();
        for (Process starter : starters) {
            secrets.add(new String(starter.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        }
        assertThat(secrets).singleElement().asString().matches("[0-9a-f]{64}\\R");
    }

    /** Where the classes are that the program needs. */
    private static String classPath() {
        return Stream.of(Starter.class, LocalSecret.class, ConfigException.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void oneThatWasNotWrittenWholeOrByOthersIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "0123");
        assertThatThrownBy(() -> LocalSecret.of(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage("links.localSecretFile: " + file
                        + ": expected 64 hexadecimal digits; delete it, and the next start makes another");
        assertThat(file).hasContent("0123");
    }

    @Test
    void whereItCannotBeMadeALineSaysWhatToSet() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "").resolve("secret");
        assertThatThrownBy(() -> LocalSecret.of(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("links.localSecretFile: " + file + ": cannot be read or made, ")
                .hasMessageEndingWith("; set it to another path, or set HERD_SECRET to the same on all servers");
    }
}
