package io.herd.cli;

import io.herd.config.HerdConfig;
import io.herd.config.Host;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Runs one server of the herd, in the foreground, until Ctrl-C or SIGTERM.",
            "Servers prove to each other that they know the herd's secret: give all of them the same in HERD_SECRET,",
            "or in a file that HERD_SECRET_FILE names. Servers that only their own machine can reach need none: they share",
            "one that the first of them makes, in data/secret (links.localSecretFile)."
        })
final class Serve extends ServerCommand {
    @Parameters(paramLabel = "NAME", description = "The server's name in the configuration, such as Goloman.")
    String name;

    @Override
    void run(Vertx vertx, HerdConfig config) {
        ServerConfig server = config.server(name);
        checkSecret(config, List.of(name));
        boolean hasSecret = config.commonSecret() != null;
        Running.start(vertx, hasSecret ? config : withLocalSecret(config), List.of(name));
        System.out.printf(
                "%s is ready at %s:%d, HTTP at port %d%n",
                name, Host.inUrl(server.bind()), server.port(), server.httpPort());
        System.out.println(page(config, server));
        System.out.println(access(config, name));
        if (!hasSecret) {
            System.out.printf(
                    "HERD_SECRET is not set: the secret is in %s, for servers of this machine only.%n",
                    config.links().localSecretFile());
        }
    }
}
