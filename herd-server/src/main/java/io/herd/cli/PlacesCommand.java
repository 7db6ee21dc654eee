package io.herd.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "places",
        mixinStandardHelpOptions = true,
        description = "Works on the places that WHATSAT names.",
        subcommands = {PlacesImport.class},
        synopsisSubcommandLabel = "COMMAND")
final class PlacesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
