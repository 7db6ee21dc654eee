package io.herd.cli;

import io.herd.config.HerdConfig;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;

/** The base of the commands that run servers until they are to end. */
abstract class ServerCommand extends HerdCommand {
    @Override
    final int call(Vertx vertx, HerdConfig config) throws InterruptedException {
        run(vertx, config);
        new CountDownLatch(1).await();
        return 0;
    }

    /** Starts the servers and says so. */
    abstract void run(Vertx vertx, HerdConfig config);
}
