package io.herd.cli;

import io.herd.access.Credentials;
import io.herd.access.TokenEntry;
import io.herd.config.HerdConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description =
                "Revokes a token or a share: servers that have the list refuse it within seconds, and end what it began.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {TokenSubcommand.OK, TokenSubcommand.FAILED, TokenSubcommand.USAGE})
final class TokenRevoke extends TokenSubcommand {
    private static final String REVOKED = " revoked";

    @Parameters(
            paramLabel = "ID",
            description = "The token's id, its first six characters; or the token, or the share.")
    private String token;

    @Override
    int call(HerdConfig config, Credentials credentials, Path file) throws IOException {
        String id = Credentials.idOf(token);
        String before = read(file);
        TokenEntry listed = list(file, before).entries().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElse(null);
        if (listed == null && !Credentials.isShare(token)) {
            throw mistake("there is no token " + id + " in " + file);
        } else if (listed == null) {
            String separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
            write(file, before + separator + id + " share" + REVOKED + "\n");
        } else if (!listed.isRevoked()) {
            write(
                    file,
                    before.lines()
                            .map(line -> isOf(id, line) ? line.stripTrailing() + REVOKED : line)
                            .collect(Collectors.joining("\n", "", "\n")));
        }
        System.out.println(id + " is revoked in " + file);
        return 0;
    }

    private static boolean isOf(String id, String line) {
        return line.strip().split("\\s", 2)[0].equals(id);
    }
}
