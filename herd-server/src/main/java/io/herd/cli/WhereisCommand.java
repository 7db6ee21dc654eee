package io.herd.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "whereis",
        mixinStandardHelpOptions = true,
        description = "Prints the newest report of a client.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the client is known", LineCommand.NO_SERVER, "2:wrong usage or configuration"})
final class WhereisCommand extends LineCommand {
    @Parameters(paramLabel = "CLIENT", description = "The client's name.")
    private String client;

    @Override
    String line() {
        return "WHEREIS " + name(client).bytes();
    }

    @Override
    String whyRefused() {
        return "No server knows such a client.";
    }
}
