package io.herd.cli;

import picocli.CommandLine.Command;

@Command(
        name = "places",
        mixinStandardHelpOptions = true,
        description = "The places of WHATSAT: search and import.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PlacesImport.class, PlacesNear.class})
final class PlacesCommand extends CommandGroup {}
