package io.herd.cli;

import io.herd.config.ConnectionLimits;
import io.herd.config.HerdConfig;
import io.herd.server.HerdServer;
import io.herd.server.Transports;
import io.herd.server.log.LogSetup;
import io.herd.server.log.ServerLog;
import io.herd.server.log.StandardStreams;
import io.herd.server.places.Gazetteer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers of this process, from their start until the process is to end. */
final class Running {
    private static final Logger LOG = LoggerFactory.getLogger("herd");
    /** How long links are set up before other parts are started: longer than reachable neighbours take. */
    private static final Duration LINKS_FIRST = Duration.ofMillis(250);

    /** The time limit for closing, besides waiting for clients and neighbours. */
    private static final Duration CLOSING = Duration.ofSeconds(3);

    /**
     * For how long a name's address is remembered, and how long a name server may take. A server that comes back, in
     * another container perhaps, may have another address, whatever the name server promised.
     */
    private static final Duration NAMES = Duration.ofSeconds(2);

    /**
     * Half as many as processors: as much again is taken by the kernel's part of the network, the collector, the compiler
     * and the log. More would compete for processors.
     */
    private static final int EVENT_LOOPS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final Vertx vertx;
    private final Duration patience;
    private final List<HerdServer> servers = new ArrayList<>();
    private final List<ServerLog> logs = new ArrayList<>();

    private Running(Vertx vertx, Duration drain) {
        this.vertx = vertx;
        this.patience = drain.multipliedBy(2).plus(CLOSING);
    }

    static Vertx vertx() {
        var names = new AddressResolverOptions()
                .setCacheMaxTimeToLive((int) NAMES.toSeconds())
                .setQueryTimeout(NAMES.toMillis());
        return Transports.start(
                new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setAddressResolverOptions(names));
    }

    /** Starts servers by name, all or none, and returns when they are ready. They stop when the process is told to. */
    static void start(Vertx vertx, HerdConfig given, List<String> names) {
        long files = OpenFiles.limit();
        HerdConfig config =
                given.within(Runtime.getRuntime().maxMemory() / names.size()).withinFiles(files / names.size());
        var running = new Running(vertx, config.limits().drain());
        Runtime.getRuntime().addShutdownHook(new Thread(running::stop, "stop"));
        for (String name : names) {
            ServerLog log = ServerLog.open(name, config.log());
            running.logs.add(log);
            tellLimits(log, given.limits().connections(), config.limits().connections(), files);
            running.servers.add(new HerdServer(vertx, config, name, log));
        }
        int eventLoops = Math.max(1, EVENT_LOOPS / names.size());
        running.all(server -> server.acceptLinks(eventLoops).compose(_ -> server.listen(eventLoops)))
                .await();
        // Not before all of them listen: where one cannot, no link has to break.
        Future<?> linked = running.all(HerdServer::link);
        // Parts that clients can do without start once they can connect; the gazetteer, which takes longest, is last.
        awaitAtMost(LINKS_FIRST, linked);
        Promise<Gazetteer> gazetteer = Promise.promise();
        running.all(server -> server.serveHttp(gazetteer.future())).await();
        Gazetteer.load(vertx, Path.of(config.places().directory())).onComplete(gazetteer);
        linked.await();
    }

    private static void tellLimits(ServerLog log, ConnectionLimits wished, ConnectionLimits here, long files) {
        if (here.connections() < wished.connections() || here.http() < wished.http()) {
            log.events()
                    .info(
                            "takes at most {} connections of clients and {} over HTTP, instead of {} and {}: this process may open {} files",
                            here.connections(),
                            here.http(),
                            wished.connections(),
                            wished.http(),
                            files);
        }
    }

    private static void awaitAtMost(Duration patience, Future<?> future) {
        try {
            var _ = future.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // A neighbour that does not answer delays nothing else.
        }
    }

    private Future<?> all(Function<HerdServer, Future<Void>> step) {
        return Future.join(servers.stream().map(step).toList());
    }

    private void stop() {
        Signals.restoreDefaults();
        LogSetup.ignoreLateConnections();
        try {
            Future.join(servers.stream().map(HerdServer::stop).toList())
                    .eventually(vertx::close)
                    .await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            LOG.warn("did not stop in order within {} s", patience.toSeconds(), e);
        }
        logs.forEach(ServerLog::close);
        StandardStreams.flush();
    }
}
