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
            "or in a file that HERD_SECRET_FILE names. Without one, a server links only within its own machine."
        })
final class Serve extends ServerCommand {
    @Parameters(paramLabel = "NAME", description = "The server's name in the configuration, such as Goloman.")
    String name;

    @Override
    void run(Vertx vertx, HerdConfig config) {
        ServerConfig server = config.server(name);
        Running.start(vertx, config, List.of(name));
        System.out.printf(
                "%s is ready at %s:%d, HTTP at port %d%n",
                name, Host.inUrl(server.bind()), server.port(), server.httpPort());
        if (config.links().secret() == null) {
            System.out.println("There is no secret (HERD_SECRET): only servers of this machine are linked.");
        }
    }
}
