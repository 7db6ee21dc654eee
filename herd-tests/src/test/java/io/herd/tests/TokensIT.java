package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's commands about tokens, and a server that is a process and lets in nobody without one. */
class TokensIT {
    @TempDir
    private Path directory;

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(directory.resolve("herd.yaml"), """
                servers:
                  Goloman: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d, neighbours: [] }
                access: { anonymous: none, tokens: tokens }
                """.formatted(Ports.free(), Ports.free(), Ports.free()));
    }

    private Program herd(Map<String, String> environment, String... arguments) {
        return Program.start(
                directory,
                environment,
                Stream.concat(Stream.of(arguments), Stream.of("-c", "herd.yaml"))
                        .toArray(String[]::new));
    }

    private List<String> run(int code, String... arguments) {
        try (Program command = herd(Map.of(), arguments)) {
            assertThat(command.exitCode()).as(command.errors().toString()).isEqualTo(code);
            return command.output();
        }
    }

    /** The exit code of a command that shows a token. */
    private int runWith(String token, String... arguments) {
        try (Program command = herd(Map.of("HERD_TOKEN", token), arguments)) {
            return command.exitCode();
        }
    }

    @Test
    void aTokenIsMadeUsedAndRevoked() throws IOException {
        String early = run(0, "token", "create", "work/van").getFirst();
        try (Program server = herd(Map.of(), "serve", "Goloman").awaitOutput("Goloman is ready")) {
            server.awaitOutput("Without a token clients may do nothing");
            assertThat(server.output())
                    .anyMatch(line -> line.matches("The page: http://127\\.0\\.0\\.1:\\d+/ \\(it asks for a token\\)"));
            String token = run(0, "token", "create", "family/phone").getFirst();
            assertThat(token).matches("[0-9A-Z]{24}");
            Await.until(
                    "the server has read the list again",
                    () -> runWith(token, "report", "family/phone", "34.07,-118.44") == 0);
            assertThat(runWith(token, "whereis", "family/phone")).isZero();
            assertThat(runWith(token, "report", "work/van", "34.07,-118.44")).isEqualTo(1);
            assertThat(runWith(token, "status")).isEqualTo(1);
            assertThat(runWith(early, "whereis", "family/phone")).isEqualTo(1);
            assertThat(runWith("nonsense", "whereis", "family/phone")).isEqualTo(1);
            // Who can read the secret of this machine needs none.
            assertThat(run(0, "whereis", "family/phone")).hasSize(1);
            assertThat(run(0, "status")).anyMatch(line -> line.startsWith("Goloman  up"));

            String share = run(0, "token", "share", "family/*", "--for", "PT1H").getFirst();
            assertThat(runWith(share, "whereis", "family/phone")).isZero();
            assertThat(run(0, "token", "check", share).getFirst()).startsWith("It is share.family/*'s, and ends: ");

            assertThat(run(0, "token", "revoke", token).getFirst()).startsWith(token.substring(0, 6) + " is revoked");
            assertThat(run(0, "token", "revoke", share)).hasSize(1);
            assertThat(run(1, "token", "check", token)).containsExactly("It is worth nothing: revoked");
            Await.until(
                    "both are refused",
                    () -> runWith(token, "whereis", "family/phone") == 1
                            && runWith(share, "whereis", "family/phone") == 1);
            assertThat(run(0, "token", "list"))
                    .extracting(line -> line.split(" +", -1)[1])
                    .containsExactly("name", "work/van", "family/phone", "share");
            assertThat(Files.readString(directory.resolve("tokens"))).doesNotContain(token);
        }
    }

    @Test
    void aMistakeIsSaid() throws IOException {
        assertThat(run(2, "token", "create", "a b")).isEmpty();
        assertThat(run(2, "token", "create", "phone", "--expires", "soon")).isEmpty();
        assertThat(run(2, "token", "revoke", "K7QX2M")).isEmpty();
        Files.writeString(directory.resolve("tokens"), "phone report=*\n");
        assertThat(run(2, "token", "list")).isEmpty();
        try (Program server = herd(Map.of(), "serve", "Goloman")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.errors().toString())
                    .contains("Goloman cannot use the list of tokens: tokens: line 1: expected the id of a token");
        }
    }
}
