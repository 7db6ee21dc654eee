package io.herd.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "whatsat",
        mixinStandardHelpOptions = true,
        description = "Prints the places near a client: its newest report, and a JSON document.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the client is known", LineCommand.NO_SERVER, "2:wrong usage or configuration"})
final class WhatsatCommand extends LineCommand {
    @Parameters(paramLabel = "CLIENT", description = "The client's name.")
    private String client;

    @Option(
            names = "--radius",
            paramLabel = "KM",
            defaultValue = "10",
            description = "How far to look: up to 50 km. Default: 10.")
    private String radius;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many places: 1 to 20. Default: 5.")
    private String limit;

    @Override
    String line() {
        return "WHATSAT " + name(client).bytes() + " " + radius + " " + limit;
    }

    @Override
    String whyRefused() {
        return "No server knows such a client, or --radius or --limit is out of range.";
    }
}
