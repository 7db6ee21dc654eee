package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ServerConfig;
import io.herd.server.web.LinkEntry;
import io.herd.server.web.ServerStatus;
import io.herd.server.web.StatusService;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The five servers as five processes, with a {@link Cable} for each direction of each link. */
final class ProcessHerd implements AutoCloseable {
    private static final Map<String, String> SECRET = Map.of("HERD_SECRET", "a secret for these five servers");

    private final Path directory;
    private final Map<String, ServerConfig> servers = new TreeMap<>();
    private final Map<String, Cable> cables = new HashMap<>();
    private final Map<String, Program> running = new TreeMap<>();

    ProcessHerd(Path directory) {
        this.directory = directory;
        TestHerd.FIVE.forEach((name, neighbours) -> servers.put(
                name,
                new ServerConfig(
                        name, "127.0.0.1", "127.0.0.1", Ports.free(), Ports.free(), Ports.free(), neighbours)));
        TestHerd.FIVE.forEach((name, neighbours) -> {
            neighbours.forEach(neighbour ->
                    cables.put(name + neighbour, Cable.to(servers.get(neighbour).linkPort())));
            configure(name);
        });
        restartAll();
    }

    /** Each server has a configuration of its own, in which its neighbours are at the near ends of its cables. */
    private void configure(String server) {
        var yaml = new StringBuilder("servers:\n");
        servers.forEach((name, config) -> {
            Cable cable = cables.get(server + name);
            yaml.append("  ").append(name).append(": { host: 127.0.0.1, port: ").append(config.port());
            yaml.append(", linkPort: ").append(cable == null ? config.linkPort() : cable.port());
            yaml.append(", httpPort: ").append(config.httpPort());
            yaml.append(", neighbours: ").append(config.neighbours()).append(" }\n");
        });
        try {
            Files.writeString(directory.resolve(server + ".yaml"), yaml.append("log: { traffic: false }\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launch(String name) {
        running.put(name, Program.start(directory, SECRET, "serve", name, "-c", name + ".yaml"));
    }

    List<String> names() {
        return List.copyOf(servers.keySet());
    }

    TestClient connect(String name) {
        return TestClient.connect(servers.get(name));
    }

    String ask(String name, String command) {
        return TestClient.ask(servers.get(name), command);
    }

    void kill(String name) {
        running.get(name).kill();
    }

    /** Kills all processes, one right after the other, as a power cut does. */
    void killAll() {
        running.values().forEach(each -> each.signal("KILL"));
        running.values().forEach(Program::kill);
    }

    void restartAll() {
        servers.keySet().forEach(this::launch);
        running.forEach((name, program) -> program.awaitOutput(name + " is ready"));
    }

    void restart(String name) {
        launch(name);
        running.get(name).awaitOutput(name + " is ready");
    }

    /** Freezes a process: its sockets stay open, but it neither reads nor writes. */
    void freeze(String name) {
        running.get(name).signal("STOP");
    }

    void thaw(String name) {
        running.get(name).signal("CONT");
    }

    /** The cables between two servers, one for each direction. */
    List<Cable> between(String one, String other) {
        var both = new ArrayList<Cable>();
        both.add(cables.get(one + other));
        both.add(cables.get(other + one));
        return both;
    }

    /** How a server stands, by its own word. */
    ServerStatus status(String name) {
        return ServerStatus.of(
                new JsonObject(Http.get(servers.get(name), StatusService.PATH).body()));
    }

    /** How a server stands with a neighbour, by its own word. */
    LinkEntry link(String from, String to) {
        return status(from).links().stream()
                .filter(link -> link.neighbour().equals(to))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until all servers know the same, and every link is open again with nothing pending. */
    void awaitAgreement() {
        Await.until("all servers agree", () -> {
            List<ServerStatus> all = servers.keySet().stream().map(this::status).toList();
            return all.stream().map(ServerStatus::root).distinct().count() == 1
                    && all.stream()
                            .flatMap(server -> server.links().stream())
                            .allMatch(link -> link.state().equals("open") && link.pending() == 0);
        });
    }

    /**
     * Asserts that every server knows each of these reports, or a newer one.
     *
     * @param acknowledged the time of the newest acknowledged report of each client
     * @param when for the message of the failure
     */
    void assertNothingIsLost(Map<String, Long> acknowledged, String when) {
        names().forEach(server -> assertKnows(server, acknowledged, when));
    }

    /** The same for one server. */
    void assertKnows(String server, Map<String, Long> acknowledged, String when) {
        try (TestClient client = connect(server)) {
            acknowledged.forEach((name, reported) -> {
                String known = client.send("WHEREIS " + name + "\n").line();
                assertThat(known).as("%s, %s", server, when).startsWith("AT ");
                assertThat(Long.parseLong(known.substring(known.lastIndexOf(' ') + 1)))
                        .as("%s of %s, %s", name, server, when)
                        .isGreaterThanOrEqualTo(reported);
            });
        }
    }

    @Override
    public void close() {
        running.values().forEach(Program::close);
        cables.values().forEach(Cable::close);
    }
}
