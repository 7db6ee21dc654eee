package io.herd.cli;

import io.herd.access.Permissions;
import io.herd.config.HerdConfig;
import io.herd.config.Host;
import io.herd.config.ServerConfig;
import io.herd.server.access.AccessKey;
import io.herd.server.places.Cities;
import io.herd.server.tls.CommandTls;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Runs all servers of the configuration in one process, in the foreground, until Ctrl-C or SIGTERM.")
final class Up extends ServerCommand {
    private static final int DEMO_CITIES = 100;

    @Option(
            names = "--demo",
            description = "Has " + DemoTraffic.FLIGHTS
                    + " flights move between the largest cities, so that there is something to see.")
    private boolean isDemo;

    @Override
    void run(Vertx vertx, HerdConfig config) {
        long started = System.nanoTime();
        List<ServerConfig> servers = new ArrayList<>(config.servers().values());
        checkSecret(config, config.servers().keySet());
        // Without a secret they use one of this process's own: they need prove themselves only to each other.
        Running.start(
                vertx,
                needsKey(config) ? withLocalSecret(config) : config,
                List.copyOf(config.servers().keySet()));
        System.out.printf("%-10s %-22s %-6s %-6s %s%n", "server", "listens at", "links", "HTTP", "neighbours");
        for (ServerConfig server : servers) {
            System.out.printf(
                    "%-10s %-22s %-6d %-6d %s%n",
                    server.name(),
                    Host.inUrl(server.bind()) + ":" + server.port(),
                    server.linkPort(),
                    server.httpPort(),
                    String.join(", ", server.neighbours()));
        }
        ServerConfig first = servers.getFirst();
        ServerConfig last = servers.getLast();
        System.out.printf(
                """

                The herd is ready after %.1f s.

                %s

                Tell one server where you are, and ask another:
                  %s
                  IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 %d
                  %s
                  WHATSAT kiwi.cs.ucla.edu 10 5
                %s
                Logs are in %s. Ctrl-C ends it.
                """,
                (System.nanoTime() - started) / 1e9,
                page(config, first),
                connect(config, first),
                System.currentTimeMillis() / 1000,
                connect(config, last),
                access(config, first.name()),
                config.log().directory());
        if (isDemo) {
            demonstrate(vertx, config);
        }
    }

    private static void demonstrate(Vertx vertx, HerdConfig config) {
        CommandTls tls = config.tls().clients() ? CommandTls.of(vertx, config) : null;
        DemoTraffic traffic = DemoTraffic.start(() -> ClientPort.all(config, tls), Cities.largest(DEMO_CITIES));
        Runtime.getRuntime().addShutdownHook(new Thread(traffic::close, "stop demo"));
        System.out.printf(
                "%n%d flights move between the largest cities: look at the page, or try ./herd watch %s00 --prefix, or ./herd near %s --radius 2000%n",
                DemoTraffic.FLIGHTS, DemoTraffic.PREFIX, DemoTraffic.name(1));
    }

    /** Whether tokens are of use that a key of this process alone would not outlive. */
    private static boolean needsKey(HerdConfig config) {
        return AccessKey.of(config) == null && !config.access().ofAnybody(false).equals(Permissions.ALL);
    }

    /** A command that connects to a server's client port. */
    private static String connect(HerdConfig config, ServerConfig server) {
        if (!config.tls().clients()) {
            return "nc " + server.host() + " " + server.port();
        }
        String ca = config.tls().ca();
        return "openssl s_client -quiet -connect " + Host.inUrl(server.host()) + ":" + server.port()
                + (ca == null ? "" : " -verify_return_error -CAfile " + ca);
    }
}
