package io.herd.cli;

import picocli.CommandLine.Command;

@Command(
        name = "phone",
        mixinStandardHelpOptions = true,
        description = "Phones: let one report to the herd.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = PhoneAdd.class)
final class PhoneCommand extends CommandGroup {}
