package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets and paths with letters beyond ASCII, in a locale that has none. */
class LocaleIT {
    private static final Map<String, String> C_LOCALE = Map.of("LC_ALL", "C");
    private static final String JAVA = System.getProperty("java.home") + "/bin/java";
    private static final String JAR = Program.LAUNCHER
            .resolveSibling("herd-server/target/herd-server.jar")
            .toString();
    /** The same letters as the secret, but for one that is beyond ASCII. */
    private static final String OTHER = "schlössel der Herde";

    private static final String SECRET = "schlüssel der Herde";

    @TempDir
    private Path directory;

    private final int goloman = Ports.free();
    private final int hands = Ports.free();

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(directory.resolve("herd.yaml"), """
                servers:
                  Goloman: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d, neighbours: [Hands] }
                  Hands: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d, neighbours: [Goloman] }
                log: { directory: prüfung/東 }
                """.formatted(
                        goloman, Ports.free(), Ports.free(), hands, Ports.free(), Ports.free()));
        Files.writeString(directory.resolve("secret"), SECRET);
        Files.writeString(directory.resolve("other"), OTHER + "\n");
    }

    /** Runs a script of bash with arguments, since the JVM of this test may have no letters beyond ASCII to hand on either. */
    private Program bash(Map<String, String> environment, String script, String... arguments) {
        return Program.start(
                Path.of("bash"),
                directory,
                environment,
                Stream.concat(Stream.of("-c", script), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    void serversOfOneSecretLinkWhateverTheirLocalesAndNoOthersDo() {
        String withSecret = "HERD_SECRET=$(cat secret) HERD_LOG_DIRECTORY=logs exec \"$0\" \"$@\"";
        try (Program first = bash(C_LOCALE, withSecret, JAVA, "-jar", JAR, "serve", "Goloman", "-c", "herd.yaml")
                .awaitOutput("is ready")) {
            try (Program second = Program.start(
                            directory,
                            Map.of("LC_ALL", "C.UTF-8", "HERD_SECRET_FILE", "other"),
                            "serve",
                            "Hands",
                            "-c",
                            "herd.yaml")
                    .awaitOutput("is ready")) {
                Await.until(
                        "the stranger is refused",
                        () -> first.errors().stream().anyMatch(line -> line.contains("refused a link from Hands")));
                second.kill();
            }
            try (Program _ = Program.start(
                            directory,
                            Map.of("LC_ALL", "C.UTF-8", "HERD_SECRET_FILE", "secret"),
                            "serve",
                            "Hands",
                            "-c",
                            "herd.yaml")
                    .awaitOutput("is ready")) {
                try (TestClient client = TestClient.connect("127.0.0.1", goloman)) {
                    String at = client.send("IAMAT kiwi +1+1 5\n").line();
                    try (TestClient other = TestClient.connect("127.0.0.1", hands)) {
                        Await.until(
                                "Hands knows",
                                () -> other.send("WHEREIS kiwi\n").line().equals(at));
                    }
                }
            }
        }
    }

    @Test
    void pathsMayHaveAnyLetters() {
        String elsewhere = "mkdir über && cp herd.yaml über/東.yaml && exec \"$0\" \"$@\" -c über/東.yaml";
        try (Program server = bash(C_LOCALE, utf8(elsewhere), Program.LAUNCHER.toString(), "serve", "Goloman")) {
            server.awaitOutput("is ready");
            try (Program look = bash(C_LOCALE, utf8("test -s prüfung/東/Goloman.log"))) {
                assertThat(look.exitCode()).isZero();
            }
            assertThat(server.errors()).isEmpty();
        }
    }

    @Test
    void aPathThatTheLocaleCannotHaveIsOneLine() {
        try (Program server =
                bash(C_LOCALE, utf8("exec \"$0\" \"$@\" -c über/東.yaml"), JAVA, "-jar", JAR, "serve", "Goloman")) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.errors()).noneMatch(line -> line.contains("\tat "));
        }
        try (Program server =
                bash(C_LOCALE, "exec \"$0\" \"$@\" -c herd.yaml", JAVA, "-jar", JAR, "serve", "Goloman")) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.errors()).singleElement().asString().contains("log.directory", "UTF-8");
        }
    }

    /** A script whose letters beyond ASCII are written as bash reads them from ASCII. */
    private static String utf8(String script) {
        return script.replace("ü", "$'\\303\\274'").replace("東", "$'\\346\\235\\261'");
    }
}
