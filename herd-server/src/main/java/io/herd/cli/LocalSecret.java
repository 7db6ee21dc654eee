package io.herd.cli;

import io.herd.config.ConfigException;
import io.herd.server.link.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The secret of servers that only their own machine can reach and that were given none. The first of them makes it, in a file
 * that only its user can read, and the others find it there.
 */
final class LocalSecret {
    private static final String FORM = "[0-9a-f]{64}";
    private static final int MOST_BYTES = 1_024;

    private LocalSecret() {}

    /**
     * The secret in a file, which is made if there is none.
     *
     * @throws ConfigException if it can be neither read nor made
     */
    static String of(Path file) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            return readOrMake(file);
        } catch (IOException e) {
            String why = e instanceof AccessDeniedException ? "its permissions do not allow it" : e.getMessage();
            throw new ConfigException(
                    "links.localSecretFile: " + file + ": cannot be read or made, " + why
                            + "; set it to another path, or set HERD_SECRET to the same on all servers",
                    e);
        }
    }

    /** The secret in a file; null if there is no such file yet. */
    static @Nullable String find(Path file) {
        return Files.exists(file) ? of(file) : null;
    }

    /**
     * Servers that start at the same time take turns, so that all find what one of them has made. So do threads of this process, which
     * cannot wait for each other by the lock of the file.
     */
    private static synchronized String readOrMake(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                        onlyForItsUser());
                var _ = channel.lock()) {
            if (channel.size() == 0) {
                channel.write(ByteBuffer.wrap(Secret.random().getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            var content = ByteBuffer.allocate(MOST_BYTES);
            var _ = channel.read(content, 0);
            String secret = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII);
            if (!secret.matches(FORM)) {
                throw new ConfigException("links.localSecretFile: " + file
                        + ": expected 64 hexadecimal digits; delete it, and the next start makes another");
            }
            return secret;
        }
    }

    private static FileAttribute<?>[] onlyForItsUser() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
