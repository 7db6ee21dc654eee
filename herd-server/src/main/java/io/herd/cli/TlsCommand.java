package io.herd.cli;

import picocli.CommandLine.Command;

@Command(
        name = "tls",
        mixinStandardHelpOptions = true,
        description = "Certificates for TLS.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TlsInit.class})
final class TlsCommand extends CommandGroup {}
