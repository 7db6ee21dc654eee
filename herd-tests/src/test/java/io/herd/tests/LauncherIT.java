package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar as processes, through the launcher, as a person or a service manager runs it. */
class LauncherIT {
    private static final int SIGTERM = 128 + 15;

    @TempDir
    private Path directory;

    private final Map<String, Integer> ports = new TreeMap<>();
    private final Map<String, Integer> httpPorts = new TreeMap<>();

    /** The five servers at free ports, so that a herd that runs on this machine is no hindrance. */
    @BeforeEach
    void configure() throws IOException {
        var yaml = new StringBuilder("servers:\n");
        new TreeMap<>(TestHerd.FIVE).forEach((name, neighbours) -> {
            ports.put(name, Ports.free());
            httpPorts.put(name, Ports.free());
            yaml.append("  ").append(name).append(": { host: 127.0.0.1, port: ").append(ports.get(name));
            yaml.append(", linkPort: ")
                    .append(Ports.free())
                    .append(", httpPort: ")
                    .append(httpPorts.get(name))
                    .append(", neighbours: ")
                    .append(neighbours)
                    .append(" }\n");
        });
        Files.writeString(directory.resolve("herd.yaml"), yaml);
    }

    private Program herd(Map<String, String> environment, String... arguments) {
        return Program.start(directory, environment, arguments);
    }

    private String ask(String server, String command) {
        try (TestClient client = TestClient.connect("127.0.0.1", ports.get(server))) {
            return client.send(command + "\n").line();
        }
    }

    @Test
    void upRunsTheHerdUntilItIsToldToEnd() {
        try (Program herd = herd(Map.of(), "up", "-c", "herd.yaml").awaitOutput("Ctrl-C")) {
            assertThat(herd.output()).anyMatch(line -> line.matches("Welsh +127\\.0\\.0\\.1:\\d+ .* Holiday"));
            assertThat(herd.output()).contains("The page: http://127.0.0.1:" + httpPorts.get("Goloman") + "/");
            String at = ask("Goloman", "IAMAT kiwi +34.068930-118.445127 1520023934.918963997");
            assertThat(at).startsWith("AT Goloman +");
            try (TestClient client = TestClient.connect("127.0.0.1", ports.get("Welsh"))) {
                assertThat(client.send("WHATSAT kiwi 10 5\n").line()).isEqualTo(at);
                assertThat(new JsonObject(client.document()).getJsonArray("results"))
                        .hasSize(5);
            }
            long start = System.nanoTime();
            assertThat(herd.terminate().exitCode()).isEqualTo(SIGTERM);
            assertThat((System.nanoTime() - start) / 1e9).isLessThan(5);
            assertThat(herd.errors()).isEmpty();
            assertThat(directory.resolve("logs/Goloman.log"))
                    .content()
                    .contains(" < IAMAT kiwi ", " > AT Goloman ", "linked to Hands", "stopped after");
            assertThat(directory.resolve("logs/Welsh.log")).content().contains(" < WHATSAT kiwi 10 5", "geonames:");
        }
    }

    @Test
    void serversOfOneSecretLinkAndOneKilledIsUsedAgain() {
        Map<String, String> secret = Map.of("HERD_SECRET", "a secret for this test only");
        try (Program goloman =
                        herd(secret, "serve", "Goloman", "-c", "herd.yaml").awaitOutput("Goloman is ready");
                Program wilkes =
                        herd(secret, "serve", "Wilkes", "-c", "herd.yaml").awaitOutput("Wilkes is ready");
                Program stranger = herd(
                                Map.of("HERD_SECRET", "not the secret of the others"),
                                "serve",
                                "Hands",
                                "-c",
                                "herd.yaml")
                        .awaitOutput("Hands is ready")) {
            String at = ask("Goloman", "IAMAT kiwi +1+1 5");
            Await.until("Wilkes knows", () -> ask("Wilkes", "WHEREIS kiwi").equals(at));
            wilkes.kill();
            String later = ask("Goloman", "IAMAT kiwi +2+2 6");
            try (Program again =
                    herd(secret, "serve", "Wilkes", "-c", "herd.yaml").awaitOutput("Wilkes is ready")) {
                Await.until(
                        "Wilkes knows again",
                        () -> ask("Wilkes", "WHEREIS kiwi").equals(later));
                assertThat(again.terminate().exitCode()).isEqualTo(SIGTERM);
            }
            assertThat(ask("Hands", "WHEREIS kiwi")).isEqualTo("? WHEREIS kiwi");
            assertThat(stranger.terminate().exitCode()).isEqualTo(SIGTERM);
            assertThat(goloman.terminate().exitCode()).isEqualTo(SIGTERM);
            assertThat(goloman.errors())
                    .anyMatch(line -> line.contains("refused a link from Hands") && line.contains("secret"));
        }
    }

    @Test
    void serversOfOneMachineWithoutASecretShareOneThatTheyMake() {
        try (Program goloman = herd(Map.of(), "serve", "Goloman", "-c", "herd.yaml");
                Program wilkes = herd(Map.of(), "serve", "Wilkes", "-c", "herd.yaml")) {
            goloman.awaitOutput("the secret is in data/secret");
            wilkes.awaitOutput("the secret is in data/secret");
            String at = ask("Goloman", "IAMAT kiwi +1+1 5");
            Await.until("Wilkes knows", () -> ask("Wilkes", "WHEREIS kiwi").equals(at));
            assertThat(directory.resolve("data/secret")).isRegularFile();
            assertThat(goloman.terminate().exitCode()).isEqualTo(SIGTERM);
            assertThat(wilkes.terminate().exitCode()).isEqualTo(SIGTERM);
        }
    }

    @Test
    void aServerThatOthersCanReachDoesNotStartWithoutASecret() {
        Map<String, String> open = Map.of("HERD_SERVERS_GOLOMAN_BIND", "0.0.0.0");
        try (Program goloman = herd(open, "serve", "Goloman", "-c", "herd.yaml");
                Program all = herd(open, "up", "-c", "herd.yaml")) {
            for (Program each : List.of(goloman, all)) {
                assertThat(each.exitCode()).isEqualTo(2);
                assertThat(each.errors())
                        .singleElement()
                        .asString()
                        .contains("servers.Goloman.bind: 0.0.0.0", "set HERD_SECRET, or HERD_SECRET_FILE");
            }
        }
    }

    @Test
    void aTakenPortIsOneLine() throws IOException {
        try (var taken = new ServerSocket(ports.get("Hands"), 1, InetAddress.getLoopbackAddress());
                Program herd = herd(Map.of(), "up", "-c", "herd.yaml")) {
            assertThat(herd.exitCode()).isEqualTo(1);
            assertThat(herd.errors())
                    .singleElement()
                    .asString()
                    .contains("Hands", "127.0.0.1:" + taken.getLocalPort(), "servers.Hands.port");
        }
    }

    @Test
    void statusShowsTheHerdAndWhetherItAgrees() {
        try (Program _ = herd(Map.of(), "up", "-c", "herd.yaml").awaitOutput("Ctrl-C")) {
            String _ = ask("Goloman", "IAMAT kiwi +1+1 5");
            String _ = ask("Welsh", "WHEREIS kiwi");
            try (Program status = herd(Map.of(), "status", "-c", "herd.yaml")) {
                assertThat(status.exitCode()).isZero();
                status.awaitOutput("all 5 servers agree");
                assertThat(status.output())
                        .anyMatch(line -> line.matches("server +state +root +clients +neighbours"))
                        .anyMatch(line -> line.matches("Welsh +up +[0-9a-f]{16} +1 +Holiday ok, key [0-9a-f]{4}"))
                        .anyMatch(line ->
                                line.matches("Hands +up +[0-9a-f]{16} +1 +Goloman ok, key .*; Wilkes ok, key .*"))
                        .last()
                        .asString()
                        .matches("all 5 servers agree: root [0-9a-f]{16}, 1 client");
                assertThat(status.errors()).isEmpty();
            }
            try (Program status = herd(Map.of(), "status", "--json", "-c", "herd.yaml")) {
                assertThat(status.exitCode()).isZero();
                assertThat(new JsonArray(
                                String.join("\n", status.awaitOutput("} ]").output())))
                        .hasSize(5)
                        .allMatch(each -> ((JsonObject) each).getInteger("clients") == 1);
            }
        }
    }

    @Test
    void statusShowsWhoIsDownAndWhy() throws IOException {
        try (var mute = new ServerSocket(httpPorts.get("Hands"), 1, InetAddress.getLoopbackAddress());
                Program _ = herd(Map.of(), "serve", "Welsh", "-c", "herd.yaml").awaitOutput("Welsh is ready");
                Program status = herd(Map.of(), "status", "-c", "herd.yaml")) {
            assertThat(mute.isBound()).isTrue();
            assertThat(status.exitCode()).isEqualTo(1);
            status.awaitOutput("Goloman, Hands, Holiday, Wilkes are down; Welsh: root 0000000000000000, 0 clients");
            assertThat(status.output())
                    .anyMatch(line -> line.matches("Welsh +up +0{16} +0 +Holiday away: cannot be reached: .*refused"))
                    .anyMatch(line -> line.matches("Holiday +down +- +- +cannot be reached: .*refused"))
                    .anyMatch(line -> line.matches("Hands +down +- +- +does not answer within 2 s"));
            assertThat(status.errors()).isEmpty();
        }
        try (Program status = herd(Map.of(), "status", "-c", "missing.yaml")) {
            assertThat(status.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void anUnknownNameIsOneLine() {
        try (Program herd = herd(Map.of(), "serve", "Golomon", "-c", "herd.yaml")) {
            assertThat(herd.exitCode()).isEqualTo(2);
            assertThat(herd.errors()).singleElement().asString().contains("Golomon", "Goloman");
        }
    }

    @Test
    void aBadSettingIsOneLine() {
        try (Program herd = herd(Map.of("HERD_LIMITS_LINE_BYTES", "many"), "up", "-c", "herd.yaml")) {
            assertThat(herd.exitCode()).isEqualTo(2);
            assertThat(herd.errors()).singleElement().asString().contains("HERD_LIMITS_LINE_BYTES", "many", "64");
        }
        try (Program herd = herd(Map.of(), "up", "-c", "missing.yaml")) {
            assertThat(herd.exitCode()).isEqualTo(2);
            assertThat(herd.errors()).singleElement().asString().contains("missing.yaml");
        }
    }

    @Test
    void helpAndVersionAreThere() {
        try (Program herd = herd(Map.of(), "--help")) {
            assertThat(herd.exitCode()).isZero();
            assertThat(herd.output()).anyMatch(line -> line.contains("serve")).anyMatch(line -> line.contains("up"));
        }
        try (Program herd = herd(Map.of(), "--version")) {
            assertThat(herd.exitCode()).isZero();
            assertThat(herd.output()).singleElement().asString().startsWith("herd ");
        }
        try (Program herd = herd(Map.of(), "fly")) {
            assertThat(herd.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void withoutAJavaThatIsNewEnoughTheLauncherSaysWhatToInstall() throws IOException {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        Files.createSymbolicLink(tools.resolve("bash"), Path.of("/usr/bin/bash"));
        Map<String, String> noJava = Map.of("PATH", tools.toString(), "JAVA_HOME", "", "JDK_PLACES", "/nowhere");
        try (Program herd = herd(noJava, "--version")) {
            assertThat(herd.exitCode()).isEqualTo(1);
            assertThat(herd.errors()).singleElement().asString().contains("Java 25", "JAVA_HOME");
        }
    }
}
