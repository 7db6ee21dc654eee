package io.herd.cli;

import io.herd.bench.OwnHerd;
import io.herd.config.HerdConfig;
import io.herd.server.ConfigLoader;
import io.herd.server.HerdServer;
import io.herd.server.log.ServerLog;
import io.herd.server.places.Gazetteer;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A server of this process, at free ports, for commands to ask. */
final class OwnServer implements AutoCloseable {
    /** Everybody may do everything. */
    static final String OPEN = "[administer, forget, monitor, read, report]";

    private final Vertx vertx;
    private final Path file;
    private final HerdConfig config;
    private HerdServer server;
    private ServerLog log;

    private OwnServer(Vertx vertx, Path file, HerdConfig config) {
        this.vertx = vertx;
        this.file = file;
        this.config = config;
        log = ServerLog.open("Goloman", config.log());
        server = new HerdServer(vertx, config, "Goloman", log);
    }

    /**
     * Starts it.
     *
     * @param access who may do what, as a configuration file has it
     */
    static OwnServer start(Vertx vertx, Path directory, String access) throws IOException {
        List<Integer> ports = OwnHerd.freePorts(3);
        Path file = Files.writeString(directory.resolve("herd.yaml"), """
                servers:
                  Goloman: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d, neighbours: [] }
                links: { localSecretFile: "%s" }
                journal: { enabled: false }
                log: { directory: "%s" }
                access: { anonymous: %s }
                """.formatted(
                        ports.get(0),
                        ports.get(1),
                        ports.get(2),
                        directory.resolve("secret"),
                        directory.resolve("logs"),
                        access));
        HerdConfig config =
                ServerCommand.withLocalSecret(ConfigLoader.load(vertx, file).await());
        var own = new OwnServer(vertx, file, config);
        own.listen();
        return own;
    }

    private void listen() {
        server.acceptLinks(1).compose(_ -> server.listen(1)).await();
        Promise<Gazetteer> none = Promise.promise();
        server.serveHttp(none.future()).await();
    }

    /** Stops it in order, and starts it again at the same ports. */
    void restart() {
        close();
        log = ServerLog.open("Goloman", config.log());
        server = new HerdServer(vertx, config, "Goloman", log);
        listen();
    }

    HerdConfig config() {
        return config;
    }

    /** The configuration file. */
    Path file() {
        return file;
    }

    /** Asks it something, as one who may do everything. */
    String ask(String line) throws IOException {
        return ClientPort.all(config, null).getFirst().ask(line);
    }

    @Override
    public void close() {
        server.stop().await();
        log.close();
    }
}
