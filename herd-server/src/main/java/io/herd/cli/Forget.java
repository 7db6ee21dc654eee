package io.herd.cli;

import io.herd.config.HerdConfig;
import io.herd.config.ServerConfig;
import io.herd.protocol.ClientName;
import io.herd.server.web.ClientsService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description = {
            "Deletes a client: all servers forget where it was, also those that are down now and come back.",
            "A report of it with a later time makes it known again."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:a server has deleted it, and tells the others",
            "1:no server could be asked, or it could not delete it",
            "2:wrong usage or configuration"
        })
final class Forget extends ClientCommand {
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    @Parameters(paramLabel = "CLIENT", description = "The client's name.")
    private String client;

    @Option(
            names = "--server",
            paramLabel = "NAME",
            description = "The server to ask. Default: the first that answers.")
    private @Nullable String server;

    @Override
    int call(Vertx vertx, HerdConfig config) {
        ClientName name = name(client);
        Collection<ServerConfig> servers = server == null ? config.servers().values() : List.of(config.server(server));
        var http = new ServerClient(vertx, config);
        for (ServerConfig each : servers) {
            String problem = ask(http, each, name).await();
            if (problem.isEmpty()) {
                System.out.println(each.name() + " has forgotten " + client);
                return ExitCode.OK;
            }
            System.err.println(each.name() + " " + problem);
        }
        return ExitCode.SOFTWARE;
    }

    /** Why a server has not deleted a client; empty if it has. */
    private static Future<String> ask(ServerClient http, ServerConfig server, ClientName name) {
        return http.send(HttpMethod.DELETE, server, ClientsService.PATH + name.toSegment())
                .map(response -> switch (response.statusCode()) {
                    case NO_CONTENT -> "";
                    case NOT_FOUND -> "is of a version that cannot delete clients";
                    default -> "cannot delete it: " + response.bodyAsString();
                })
                .otherwise(ServerClient::reason);
    }
}
