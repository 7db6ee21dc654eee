package io.herd.cli;

import io.herd.config.HerdConfig;
import io.herd.server.ConfigLoader;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The base of the commands that use the herd of a configuration. */
abstract class HerdCommand implements Callable<Integer> {
    static final String FILE_VARIABLE = "HERD_CONFIG";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:" + FILE_VARIABLE + "}",
            description = "The configuration file; by default conf/herd.yaml in this directory, else the built-in one.")
    @Nullable
    Path file;

    @Override
    public final Integer call() throws Exception {
        HeadStart.begin();
        Vertx vertx = Running.vertx();
        return call(vertx, ConfigLoader.load(vertx, file).await());
    }

    /**
     * Does the command's work, and returns the exit code.
     *
     * @throws IOException where files, servers or programs fail; its message is for people
     */
    abstract int call(Vertx vertx, HerdConfig config) throws IOException, InterruptedException;
}
