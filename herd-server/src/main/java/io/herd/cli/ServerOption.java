package io.herd.cli;

import io.herd.config.HerdConfig;
import io.herd.config.ServerConfig;
import io.herd.server.tls.CommandTls;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which server a command speaks to that speaks as clients do. */
final class ServerOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--server",
            paramLabel = "NAME|HOST:PORT",
            description = "The server to ask, of the configuration or at any address. Default: the first that answers.")
    private @Nullable String server;

    /**
     * The ports to try, in this order.
     *
     * @throws ParameterException if the option names no server
     */
    List<ClientPort> ports(HerdConfig config, @Nullable CommandTls tls) {
        String wished = server;
        if (wished == null) {
            return ClientPort.all(config, tls);
        }
        ServerConfig named = config.servers().get(wished);
        if (named != null) {
            return List.of(ClientPort.of(named, tls, CommandCredential.of(config)));
        }
        ClientPort port = ClientPort.parse(wished, tls);
        if (port == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--server: " + wished + " is neither HOST:PORT nor one of "
                            + String.join(", ", config.servers().keySet()));
        }
        return List.of(port);
    }
}
