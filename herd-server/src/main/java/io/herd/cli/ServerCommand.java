package io.herd.cli;

import io.herd.access.Permissions;
import io.herd.access.Scope;
import io.herd.config.ConfigException;
import io.herd.config.HerdConfig;
import io.herd.config.Host;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** The base of the commands that run servers until they are to end. */
abstract class ServerCommand extends HerdCommand {
    @Override
    final int call(Vertx vertx, HerdConfig config) throws InterruptedException {
        run(vertx, config);
        new CountDownLatch(1).await();
        return 0;
    }

    /**
     * Refuses servers that other machines can reach where they have no common secret: strangers would need none either, or could
     * choose names that collide in the digests.
     *
     * @throws ConfigException if there is such a server
     */
    static void checkSecret(HerdConfig config, Collection<String> servers) {
        boolean isOpen = config.commonSecret() == null;
        for (String name : servers) {
            String exposure = isOpen ? config.exposure(name) : null;
            if (exposure != null) {
                throw new ConfigException(exposure + " is no loopback address, so the herd needs a secret:"
                        + " set HERD_SECRET, or HERD_SECRET_FILE to a file that holds it, to the same on all servers;"
                        + " with tls.links, HERD_ACCESS_KEY is enough");
            }
        }
    }

    /** What those may do that show no token, and how to get one. */
    static String access(HerdConfig config, String server) {
        Permissions anybody = config.access().ofAnybody(config.exposureToClients(server) != null);
        if (anybody.equals(Permissions.ALL)) {
            return "Everybody who reaches it may do everything.";
        }
        String permitted = Arrays.stream(Scope.values())
                .filter(anybody::has)
                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return "Without a token clients may " + (permitted.isEmpty() ? "do nothing" : permitted)
                + ": ./herd token create makes one, access.anonymous changes that.";
    }

    /** Where the page of a server is, for browsers, and whether it asks for a token. */
    static String page(HerdConfig config, ServerConfig server) {
        String address = (config.tls().http() ? "https" : "http") + "://" + Host.inUrl(server.host()) + ":"
                + server.httpPort() + "/";
        boolean asks = !config.access()
                .ofAnybody(config.exposureToClients(server.name()) != null)
                .has(Scope.READ);
        return "The page: " + address + (asks ? " (it asks for a token)" : "");
    }

    /** The same configuration with the secret of this machine. */
    static HerdConfig withLocalSecret(HerdConfig config) {
        return config.withSecret(LocalSecret.of(Path.of(config.links().localSecretFile())));
    }

    /** Starts the servers and says so. */
    abstract void run(Vertx vertx, HerdConfig config);
}
