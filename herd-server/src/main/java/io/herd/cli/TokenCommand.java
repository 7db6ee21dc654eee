package io.herd.cli;

import picocli.CommandLine.Command;

@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Tokens, by which servers know who may do what: make, list, check and revoke them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TokenCreate.class, TokenListCommand.class, TokenCheck.class, TokenRevoke.class, TokenShare.class
        })
final class TokenCommand extends CommandGroup {}
