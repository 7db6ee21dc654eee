package io.herd.cli;

import io.herd.access.Credentials;
import io.herd.access.Permissions;
import io.herd.config.HerdConfig;
import io.herd.server.access.AccessKey;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What commands show servers that do not let everybody do everything. */
final class CommandCredential {
    static final String VARIABLE = "HERD_TOKEN";

    /** For how long what a command makes for itself is worth something, in seconds: a watch may last. */
    private static final long LASTS = 3_600;

    private CommandCredential() {}

    /** The token in the environment; null if there is none. */
    static @Nullable String given() {
        String token = System.getenv(VARIABLE);
        return token == null || token.isBlank() ? null : token.strip();
    }

    /**
     * What servers of a configuration are shown: the token in the environment, or what the key of the herd is good for where the
     * configuration has it; null where everybody may do everything, and where there is neither.
     */
    static @Nullable String of(HerdConfig herd) {
        String token = given();
        if (token != null || isOpen(herd)) {
            return token;
        }
        String common = AccessKey.of(herd);
        String key = common == null ? LocalSecret.find(Path.of(herd.links().localSecretFile())) : common;
        return key == null ? null : new Credentials(key).operator(Instant.now().getEpochSecond() + LASTS);
    }

    private static boolean isOpen(HerdConfig herd) {
        return herd.servers().keySet().stream()
                .allMatch(name -> herd.access()
                        .ofAnybody(herd.exposureToClients(name) != null)
                        .equals(Permissions.ALL));
    }
}
