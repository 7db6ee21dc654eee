package io.herd.cli;

import io.herd.config.HerdConfig;
import io.herd.server.ConfigLoader;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands have in common that run servers until they are told to end. */
abstract class ServerCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:HERD_CONFIG}",
            description = "The configuration; by default conf/herd.yaml here, else the one built in.")
    private @Nullable Path file;

    @Override
    public final Integer call() throws Exception {
        Vertx vertx = Running.vertx();
        run(vertx, ConfigLoader.load(vertx, file).await());
        new CountDownLatch(1).await();
        return 0;
    }

    /** Starts the servers and says so. */
    abstract void run(Vertx vertx, HerdConfig config);
}
