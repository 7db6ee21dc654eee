package io.herd.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "places",
        mixinStandardHelpOptions = true,
        description = "The places of WHATSAT: search and import.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PlacesImport.class, PlacesNear.class})
final class PlacesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
