package io.herd.cli;

import io.herd.access.Credentials;
import io.herd.access.Credentials.Verdict;
import io.herd.config.HerdConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Says what a token or a share is worth by the key and the list of this configuration.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it is worth something",
            "1:it is worth nothing, or the list could not be read",
            TokenSubcommand.USAGE
        })
final class TokenCheck extends TokenSubcommand {
    @Parameters(
            paramLabel = "TOKEN",
            description = "The token; - reads it from standard input, where no list of processes shows it.")
    private String token;

    @Override
    int call(HerdConfig config, Credentials credentials, Path file) throws IOException {
        String text = token.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip() : token;
        return switch (credentials.check(
                text, list(file, read(file)), Instant.now().getEpochSecond())) {
            case Verdict.Valid valid -> {
                System.out.println("It is " + valid.name() + "'s, and ends: " + shown(valid.expires()));
                yield 0;
            }
            case Verdict.Invalid(var reason) -> {
                System.out.println("It is worth nothing: " + reason.name().toLowerCase(Locale.ROOT));
                yield 1;
            }
        };
    }
}
