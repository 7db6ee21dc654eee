package io.herd.cli;

import io.herd.protocol.ClientName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The base of the commands about a client. */
abstract class ClientCommand extends HerdCommand {
    @Spec
    private CommandSpec spec;

    /** A client's name as it was given. */
    final ClientName name(String client) {
        ClientName name = ClientName.of(client);
        if (name == null) {
            throw mistake("CLIENT: expected 1 to 16000 bytes without white space");
        }
        return name;
    }

    final ParameterException mistake(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
