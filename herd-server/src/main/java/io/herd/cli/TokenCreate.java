package io.herd.cli;

import io.herd.access.Credentials;
import io.herd.access.Names;
import io.herd.config.HerdConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a token, writes what it permits into the list of tokens (access.tokens), and prints it. All servers of the herd",
            "need that list: they read it again within seconds.",
            "Names are those of clients and fences, such as family/phone, or what they begin with, such as family/*, or *.",
            "Without any --may option the token may report NAME, and read what begins as NAME does up to its first solidus."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {TokenSubcommand.OK, TokenSubcommand.FAILED, TokenSubcommand.USAGE})
final class TokenCreate extends TokenSubcommand {
    @Parameters(paramLabel = "NAME", description = "Whom the token is for, such as family/phone.")
    private String name;

    @Option(names = "--may-report", paramLabel = "NAMES", description = "Clients that it may report.")
    private List<String> report = List.of();

    @Option(names = "--may-read", paramLabel = "NAMES", description = "Clients and fences that it may see.")
    private List<String> read = List.of();

    @Option(
            names = "--may-read-area",
            paramLabel = "LOCATION/KM",
            description = "Where it may see all clients, such as +52.52+13.40/5.")
    private List<String> areas = List.of();

    @Option(names = "--may-forget", paramLabel = "NAMES", description = "Clients that it may delete.")
    private List<String> forget = List.of();

    @Option(names = "--may-monitor", description = "It may see status and metrics.")
    private boolean monitor;

    @Option(
            names = "--may-administer",
            description = "It may define and delete fences, and share clients that it may read.")
    private boolean administer;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "When it ends: a date, such as 2027-01-31, or 2027-01-31T12:00:00Z. Default: never.")
    private @Nullable String expires;

    @Override
    int call(HerdConfig config, Credentials credentials, Path file) throws IOException {
        System.out.println(create(credentials, file, words()));
        return 0;
    }

    private List<String> words() {
        if (!Names.isPattern(name)) {
            throw mistake("NAME: expected a name without white space, got '" + name + "'");
        }
        var words = new ArrayList<>(List.of(name));
        boolean isPlain =
                report.isEmpty() && read.isEmpty() && areas.isEmpty() && forget.isEmpty() && !monitor && !administer;
        add(words, "report=", isPlain ? List.of(name) : report);
        add(words, "read=", isPlain ? List.of(group(name)) : read);
        add(words, "read-area=", areas);
        add(words, "forget=", forget);
        add(words, "", monitor ? List.of("monitor") : List.of());
        add(words, "", administer ? List.of("administer") : List.of());
        add(words, "expires=", expires == null ? List.of() : List.of(expires));
        // Otherwise a value could permit something else.
        words.stream()
                .filter(word -> word.chars().anyMatch(Character::isWhitespace))
                .findFirst()
                .ifPresent(word -> {
                    throw mistake("expected no white space, got '" + word + "'");
                });
        return words;
    }

    private static void add(List<String> words, String key, List<String> values) {
        values.forEach(value -> words.add(key + value));
    }
}
