package io.herd.tests;

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
    private final Map<String, Integer> ports = new TreeMap<>();
    private final Map<String, Integer> httpPorts = new TreeMap<>();
    private final Map<String, Cable> cables = new HashMap<>();
    private final Map<String, Program> running = new TreeMap<>();

    ProcessHerd(Path directory) {
        this.directory = directory;
        TestHerd.FIVE.keySet().forEach(name -> {
            ports.put(name, Ports.free());
            httpPorts.put(name, Ports.free());
        });
        TestHerd.FIVE.forEach((name, neighbours) -> {
            neighbours.forEach(neighbour -> cables.put(name + neighbour, Cable.to(ports.get(neighbour))));
            configure(name);
        });
        ports.keySet().forEach(this::launch);
        running.forEach((name, program) -> program.awaitOutput(name + " is ready"));
    }

    /** Each server has a configuration of its own, in which its neighbours are at the near ends of its cables. */
    private void configure(String server) {
        var yaml = new StringBuilder("servers:\n");
        TestHerd.FIVE.forEach((name, neighbours) -> {
            Cable cable = cables.get(server + name);
            yaml.append("  ")
                    .append(name)
                    .append(": { host: 127.0.0.1, port: ")
                    .append(cable == null ? ports.get(name) : cable.port());
            yaml.append(", httpPort: ")
                    .append(httpPorts.get(name))
                    .append(", neighbours: ")
                    .append(neighbours)
                    .append(" }\n");
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
        return List.copyOf(ports.keySet());
    }

    TestClient connect(String name) {
        return TestClient.connect("127.0.0.1", ports.get(name));
    }

    String ask(String name, String command) {
        try (TestClient client = connect(name)) {
            return client.send(command + "\n").line();
        }
    }

    void kill(String name) {
        running.get(name).kill();
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

    List<String> errors(String name) {
        return running.get(name).errors();
    }

    @Override
    public void close() {
        running.values().forEach(Program::close);
        cables.values().forEach(Cable::close);
    }
}
