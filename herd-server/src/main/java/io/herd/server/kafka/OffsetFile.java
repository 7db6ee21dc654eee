package io.herd.server.kafka;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The file of {@link StoredOffsets}, in the directory of the journal that they are about. Blocks. */
final class OffsetFile {
    private static final String NAME = "kafka-offsets";

    private final Path directory;

    OffsetFile(Path directory) {
        this.directory = directory;
    }

    /** What was stored last; null if that is nothing, or is damaged. */
    @Nullable
    StoredOffsets read() throws IOException {
        try {
            return StoredOffsets.decode(Files.readString(directory.resolve(NAME), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Replaces what was stored; all of it is there afterwards, or what was before. */
    void write(StoredOffsets offsets) throws IOException {
        Path unfinished = directory.resolve(NAME + ".tmp");
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.ISO_8859_1.encode(offsets.encode());
            while (bytes.hasRemaining()) {
                int _ = channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(unfinished, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
