package io.herd.cli;

import io.herd.access.Credentials;
import io.herd.access.TokenEntry;
import io.herd.config.HerdConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "Prints the tokens: their ids, whom they are for, and when they end. The list itself says what they permit.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {TokenSubcommand.OK, TokenSubcommand.FAILED, TokenSubcommand.USAGE})
final class TokenListCommand extends TokenSubcommand {
    @Override
    int call(HerdConfig config, Credentials credentials, Path file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("id", "name", "ends"));
        for (TokenEntry each : list(file, read(file)).entries()) {
            rows.add(List.of(each.id(), each.name(), each.isRevoked() ? "revoked" : shown(each.expires())));
        }
        TextTable.lines(rows).forEach(System.out::println);
        return 0;
    }
}
