package io.herd.cli;

import io.herd.access.Credentials;
import io.herd.access.Names;
import io.herd.config.HerdConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "share",
        mixinStandardHelpOptions = true,
        description =
                "Makes a credential that lets whoever has it see some clients for a while. It needs no list, and is longer than a token.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {TokenSubcommand.OK, TokenSubcommand.USAGE})
final class TokenShare extends TokenSubcommand {
    @Parameters(paramLabel = "NAMES", description = "The clients: a name, or what names begin with, such as family/*.")
    private String names;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "PT24H",
            description = "For how long, as ISO 8601 has it, such as PT8H or P7D. Default: ${DEFAULT-VALUE}.")
    private Duration duration;

    @Override
    int call(HerdConfig config, Credentials credentials, Path file) {
        if (!Names.isPattern(names)) {
            throw mistake("NAMES: expected a name, or one and an asterisk, got '" + names + "'");
        }
        System.out.println(credentials.share(names, Instant.now().plus(duration).getEpochSecond()));
        return 0;
    }
}
