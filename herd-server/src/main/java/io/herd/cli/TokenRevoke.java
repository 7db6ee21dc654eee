package io.herd.cli;

import io.herd.access.Credentials;
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
        boolean isListed =
                list(file, before).entries().stream().anyMatch(each -> each.id().equals(id));
        if (!isListed && !Credentials.isShare(token)) {
            throw mistake("there is no token " + id + " in " + file);
        }
        String after = before.lines()
                .map(line -> line.strip().startsWith(id + " ") && !line.endsWith(REVOKED) ? line + REVOKED : line)
                .collect(Collectors.joining("\n", "", before.isEmpty() ? "" : "\n"));
        write(file, isListed ? after : after + id + " share" + REVOKED + "\n");
        System.out.println(id + " is revoked in " + file);
        return 0;
    }
}
