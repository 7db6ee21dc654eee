package io.herd.attack;

import io.herd.bench.Child;
import io.herd.tests.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server with little memory, in a process of its own: Goloman, whose neighbour Hands the attackers may pretend to be. */
final class Victim implements AutoCloseable {
    static final String NAME = "Goloman";
    static final String NEIGHBOUR = "Hands";
    static final String SECRET = "known to one neighbour too many";
    /** What a container of 384 MB leaves to the heap and to buffers outside of it. */
    private static final String MEMORY = "-Xmx192m -XX:MaxDirectMemorySize=64m";

    private final Child process;
    private final InetSocketAddress clients;
    private final InetSocketAddress links;
    private final InetSocketAddress http;
    private final InetSocketAddress mqtt;

    private Victim(
            Child process,
            InetSocketAddress clients,
            InetSocketAddress links,
            InetSocketAddress http,
            InetSocketAddress mqtt) {
        this.process = process;
        this.clients = clients;
        this.links = links;
        this.http = http;
        this.mqtt = mqtt;
    }

    /**
     * Starts it; blocks until it is ready.
     *
     * @param settings by their names in the environment
     * @param directory where it leaves its logs
     */
    static Victim start(Path launcher, Map<String, String> settings, Path directory) throws IOException {
        var clients = here(Ports.free());
        var links = here(Ports.free());
        var http = here(Ports.free());
        var mqtt = here(Ports.free());
        var environment = new HashMap<>(settings);
        environment.put("HERD_SERVERS_GOLOMAN_PORT", Integer.toString(clients.getPort()));
        environment.put("HERD_SERVERS_GOLOMAN_LINK_PORT", Integer.toString(links.getPort()));
        environment.put("HERD_SERVERS_GOLOMAN_HTTP_PORT", Integer.toString(http.getPort()));
        environment.put("HERD_SERVERS_GOLOMAN_MQTT_PORT", Integer.toString(mqtt.getPort()));
        environment.put("HERD_SECRET", SECRET);
        environment.put("HERD_LOG_DIRECTORY", directory.toString());
        // What is asked is what connections can do to each other; on two cores that attackers share, the disk would be
        // asked too.
        environment.put("HERD_JOURNAL_ENABLED", "false");
        environment.put("JDK_JAVA_OPTIONS", MEMORY);
        Child process = Child.start(List.of(launcher.toString(), "serve", NAME), environment, directory, "is ready");
        return new Victim(process, clients, links, http, mqtt);
    }

    private static InetSocketAddress here(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    InetSocketAddress clients() {
        return clients;
    }

    InetSocketAddress links() {
        return links;
    }

    InetSocketAddress http() {
        return http;
    }

    InetSocketAddress mqtt() {
        return mqtt;
    }

    boolean isAlive() {
        return ProcessHandle.of(process.pid()).map(ProcessHandle::isAlive).orElse(false);
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
