package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS as a person sets it up: certificates by {@code tls init}, the settings that it prints, and commands that use them. */
class TlsIT {
    private static final int INTERRUPTED = 130;
    private static final Map<String, String> NO_SECRET = Map.of();

    @TempDir
    private Path directory;

    private final int port = Ports.free();
    private String servers;

    @BeforeEach
    void makeCertificates() throws IOException {
        servers = "servers:\n" + server("Goloman", port, "Hands") + server("Hands", Ports.free(), "Goloman");
        configure(servers, "");
        try (Program init = herd(NO_SECRET, "tls", "init", "--directory", "tls")) {
            assertThat(init.exitCode()).as("%s", init.errors()).isZero();
            configure(servers, settings(init.output()));
        }
    }

    private static String server(String name, int port, String neighbour) {
        return "  %s: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d, neighbours: [%s] }\n"
                .formatted(name, port, Ports.free(), Ports.free(), neighbour);
    }

    private void configure(String... parts) throws IOException {
        Files.writeString(directory.resolve("herd.yaml"), String.join("", parts));
    }

    /** The part of the configuration that {@code tls init} prints. */
    private static String settings(List<String> printed) {
        int from = printed.indexOf("tls:");
        assertThat(from).as("%s", printed).isPositive();
        List<String> settings = printed.subList(from, printed.lastIndexOf(""));
        assertThat(settings).contains("  clients: true", "  http: true", "  links: true");
        return String.join("\n", settings) + "\n";
    }

    private void add(String text) throws IOException {
        configure(Files.readString(directory.resolve("herd.yaml")), text);
    }

    private void replace(String old, String text) throws IOException {
        configure(Files.readString(directory.resolve("herd.yaml")).replace(old, text));
    }

    private Program herd(Map<String, String> environment, String... arguments) {
        return Program.start(
                directory,
                environment,
                Stream.concat(Stream.of(arguments), Stream.of("-c", "herd.yaml"))
                        .toArray(String[]::new));
    }

    /** What a command prints that succeeds. */
    private List<String> run(String... arguments) {
        try (Program command = herd(NO_SECRET, arguments)) {
            assertThat(command.exitCode()).as("%s", command.errors()).isZero();
            return command.output();
        }
    }

    /** What a command says that fails: a line or two, and no stack trace. */
    private String fail(int code, String... arguments) {
        try (Program command = herd(NO_SECRET, arguments)) {
            assertThat(command.exitCode()).as("%s", command.errors()).isEqualTo(code);
            assertThat(command.errors()).isNotEmpty().noneMatch(line -> line.startsWith("\tat "));
            return String.join("\n", command.errors());
        }
    }

    /** Certificates of clients are required, so that each command has to show one. */
    @Test
    void allCommandsUseTheSettingsThatInitPrints() throws Exception {
        add("  clientCertificates: required\n");
        try (Program herd = herd(NO_SECRET, "up").awaitOutput("Ctrl-C")) {
            assertThat(herd.output()).anyMatch(line -> line.startsWith("The page: https://"));
            assertThat(run("report", "kiwi", "34.07,-118.44"))
                    .singleElement()
                    .asString()
                    .startsWith("AT Goloman");
            Await.until("the servers agree", () -> agree());
            assertThat(run("whereis", "kiwi", "--server", "Hands"))
                    .singleElement()
                    .asString()
                    .startsWith("AT Goloman");
            assertThat(run("report", "emu", "34.0701,-118.44")).hasSize(1);
            assertThat(run("near", "kiwi", "--radius", "1")).last().asString().contains("emu");
            assertThat(run("fence", "add", "depot", "34.07,-118.44", "0.15"))
                    .last()
                    .asString()
                    .startsWith("depot");
            assertThat(run("fence", "list")).last().asString().startsWith("depot");
            try (Program watch = herd(NO_SECRET, "watch", "kiwi").awaitOutput("kiwi is at +34.07-118.44")) {
                assertThat(run("forget", "kiwi")).isNotEmpty();
                watch.awaitOutput("kiwi is forgotten").signal("INT");
                assertThat(watch.exitCode()).isEqualTo(INTERRUPTED);
            }
            strangersAreNotAnswered();
            assertThat(herd.errors())
                    .as("but for strangers that were refused")
                    .allMatch(line -> line.contains("a TLS handshake with"));
        }
    }

    private boolean agree() {
        try (Program status = herd(NO_SECRET, "status")) {
            return status.exitCode() == 0
                    && status.output().stream().anyMatch(line -> line.startsWith("all 2 servers agree"));
        }
    }

    private void strangersAreNotAnswered() throws Exception {
        var openssl = new ProcessBuilder("openssl", "version").start();
        assumeThat(openssl.waitFor()).as("openssl is installed").isZero();
        Process stranger = new ProcessBuilder(
                        "openssl",
                        "s_client",
                        "-quiet",
                        "-verify_return_error",
                        "-CAfile",
                        "tls/ca.pem",
                        "-connect",
                        "localhost:" + port)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var replies = stranger.inputReader(StandardCharsets.ISO_8859_1)) {
            stranger.getOutputStream().write("IAMAT emu +1+1 1\n".getBytes(StandardCharsets.US_ASCII));
            stranger.getOutputStream().flush();
            assertThat(replies.readLine()).isNull();
            assertThat(stranger.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(stranger.exitValue()).isNotZero();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void whatIsWrongIsSaidWithWhatToDo() throws IOException {
        assertThat(run("tls", "init", "--directory", "others")).isNotEmpty();
        try (Program _ = herd(NO_SECRET, "up").awaitOutput("Ctrl-C")) {
            replace("ca: tls/ca.pem", "ca: others/ca.pem");
            String untrusted = "its certificate does not lead to a CA of tls.ca, or is not for this host: set tls.ca";
            assertThat(fail(1, "report", "kiwi", "1,1")).contains("Goloman cannot be asked over TLS: " + untrusted);
            assertThat(fail(1, "fence", "list")).contains(untrusted);
            replace("ca: others/ca.pem", "ca: tls/missing.pem");
            assertThat(fail(1, "report", "kiwi", "1,1"))
                    .isEqualTo("herd: tls/missing.pem cannot be read: there is no such file");
            assertThat(fail(1, "status")).isEqualTo("herd: tls/missing.pem cannot be read: there is no such file");
        }
        assertThat(fail(1, "serve", "Goloman"))
                .contains("Goloman cannot use its certificates: tls/missing.pem cannot be read")
                .contains("./herd tls init");
        assertThat(fail(1, "tls", "init", "--directory", "tls")).contains("nothing is overwritten");
    }

    @Test
    void withoutACertificateThatServersRequireACommandSaysSo() throws IOException {
        add("  clientCertificates: required\n");
        try (Program _ = herd(NO_SECRET, "up").awaitOutput("Ctrl-C")) {
            replace("  clientCertificates: required\n", "");
            assertThat(fail(1, "report", "kiwi", "1,1"))
                    .contains(
                            "it does not accept the certificate that it was shown, or wants one: see tls.certificate");
        }
    }

    @Test
    void certificatesDoNotReplaceACommonSecretButTheKeyOfTokensDoes() throws IOException {
        Map<String, String> open =
                Map.of("HERD_SERVERS_GOLOMAN_BIND", "0.0.0.0", "HERD_ACCESS_ANONYMOUS", "report,read");
        try (Program goloman = herd(open, "serve", "Goloman")) {
            assertThat(goloman.exitCode()).isEqualTo(2);
            assertThat(goloman.errors())
                    .singleElement()
                    .asString()
                    .contains("servers.Goloman.bind: 0.0.0.0", "set HERD_SECRET", "HERD_ACCESS_KEY is enough");
        }
        Map<String, String> key = Map.of("HERD_ACCESS_KEY", "the key of this test only");
        try (Program _ = herd(key, "serve", "Goloman").awaitOutput("Goloman is ready");
                Program hands = herd(key, "serve", "Hands").awaitOutput("Hands is ready")) {
            Await.until("the servers agree", () -> agree());
            assertThat(hands.output()).noneMatch(line -> line.contains("HERD_SECRET is not set"));
            assertThat(directory.resolve("data/secret")).doesNotExist();
        }
    }

    @Test
    void keysAreForTheirUserOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("tls/Goloman.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void theBenchmarkSaysThatItCannotMeasureOverTls() throws IOException {
        assertThat(fail(2, "bench", "--running")).contains("tls.clients: --running cannot measure over TLS");
        replace("  clients: true", "  clients: false");
        add("access: { anonymous: [report] }\n");
        assertThat(fail(2, "bench", "--running")).contains("access.anonymous: --running shows no token");
    }
}
