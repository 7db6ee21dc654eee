package io.herd.cli;

import io.herd.access.Credentials;
import io.herd.access.TokenList;
import io.herd.config.ConfigException;
import io.herd.config.HerdConfig;
import io.herd.server.access.AccessKey;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The base of the commands about tokens: they use the key and the list of the configuration, and ask no server. */
abstract class TokenSubcommand extends HerdCommand {
    static final String OK = "0:done";
    static final String FAILED = "1:the list of tokens could not be read or written";
    static final String USAGE = "2:wrong usage or configuration";

    @Spec
    private CommandSpec spec;

    @Override
    final int call(Vertx vertx, HerdConfig config) throws IOException {
        return call(
                config, new Credentials(key(config)), Path.of(config.access().tokens()));
    }

    private static String key(HerdConfig config) {
        String key = AccessKey.of(config);
        for (String name : key == null ? config.servers().keySet() : Set.<String>of()) {
            String exposure = config.exposureToClients(name);
            if (exposure != null) {
                throw new ConfigException(exposure + " is no loopback address, so tokens need a key:"
                        + " set HERD_ACCESS_KEY or HERD_SECRET, or a file that holds it (HERD_ACCESS_KEY_FILE,"
                        + " HERD_SECRET_FILE), as for the servers");
            }
        }
        return key != null ? key : LocalSecret.of(Path.of(config.links().localSecretFile()));
    }

    abstract int call(HerdConfig config, Credentials credentials, Path file) throws IOException;

    /** A mistake of the user's. */
    final CommandLine.ParameterException mistake(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    /**
     * What stands in the list of tokens.
     *
     * @throws ConfigException if it is no such list
     */
    static TokenList list(Path file, String text) {
        return switch (TokenList.parse(text)) {
            case TokenList.Parsed.Sound(var list) -> list;
            case TokenList.Parsed.Malformed(var problems) ->
                throw new ConfigException(file + ": " + problems.getFirst());
        };
    }

    static String read(Path file) throws IOException {
        // Some editors put a byte order mark before everything else.
        return Files.exists(file) ? Files.readString(file).replaceFirst("^\uFEFF", "") : "";
    }

    /** Replaces the list at once, so that no server reads half of it. */
    static void write(Path file, String text) throws IOException {
        var _ = list(file, text);
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Makes a token and gives it a line of its own in the list.
     *
     * @param words of that line, behind the token's id
     */
    static String create(Credentials credentials, Path file, List<String> words) throws IOException {
        String token = credentials.newToken();
        String line = Credentials.idOf(token) + " " + String.join(" ", words);
        String before = read(file);
        String separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        write(file, before + separator + line + "\n");
        System.err.println("In " + file + ": " + line);
        return token;
    }

    /** The names that begin as one does up to its first solidus; it alone if it has none. */
    static String group(String name) {
        int end = name.indexOf('/');
        return end < 0 ? name : name.substring(0, end + 1) + "*";
    }

    static String shown(long expires) {
        return expires == Long.MAX_VALUE
                ? "never"
                : Instant.ofEpochSecond(expires).toString();
    }
}
