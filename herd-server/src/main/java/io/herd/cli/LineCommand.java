package io.herd.cli;

import io.herd.config.HerdConfig;
import io.herd.server.tls.CommandTls;
import io.vertx.core.Vertx;
import java.io.IOException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** The base of the commands that say one line to a server, as a client does, and print its reply. */
abstract class LineCommand extends ClientCommand {
    static final String NO_SERVER = "1:no server could be asked, or it refused";
    static final String NOT_PERMITTED = "Or it takes a token that permits it (" + CommandCredential.VARIABLE + ").";
    private static final String REFUSED = "? ";

    @Mixin
    private final ServerOption server = new ServerOption();

    @Override
    final int call(Vertx vertx, HerdConfig config) {
        String line = line();
        CommandTls tls = config.tls().clients() ? CommandTls.of(vertx, config) : null;
        for (ClientPort port : server.ports(config, tls)) {
            try {
                return converse(port, line);
            } catch (IOException e) {
                System.err.println(port + " " + e.getMessage());
            }
        }
        return ExitCode.SOFTWARE;
    }

    /** Says a command to a server and prints what it answers; returns the exit code. */
    int converse(ClientPort port, String line) throws IOException {
        String reply = port.ask(line);
        if (reply.startsWith(REFUSED)) {
            System.err.println(port + " refused: " + reply.strip() + "\n" + whyRefused() + "\n" + NOT_PERMITTED);
            return ExitCode.SOFTWARE;
        }
        print(reply);
        return ExitCode.OK;
    }

    /** The command, in ISO 8859-1: a character for each byte. */
    abstract String line();

    /** What may be wrong if the server refuses it. */
    abstract String whyRefused();

    /** Prints the reply. */
    void print(String reply) {
        System.out.print(ClientPort.text(reply));
    }
}
