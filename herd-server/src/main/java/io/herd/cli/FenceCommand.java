package io.herd.cli;

import picocli.CommandLine.Command;

@Command(
        name = "fence",
        mixinStandardHelpOptions = true,
        description = "The fences that the herd keeps: define, show and delete them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {FenceAdd.class, FenceListCommand.class, FenceShow.class, FenceRemove.class})
final class FenceCommand extends CommandGroup {}
