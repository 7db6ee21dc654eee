package io.herd.cli;

import picocli.CommandLine.Command;

@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        description = "What servers remember on disk: check and print it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {JournalVerify.class, JournalDump.class})
final class JournalCommand extends CommandGroup {}
