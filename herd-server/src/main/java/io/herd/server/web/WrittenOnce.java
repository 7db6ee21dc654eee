package io.herd.server.web;

import io.herd.protocol.Bytes;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was written last: all who have an interest are told the same, one after the other. Confined to one event loop. */
final class WrittenOnce {
    private @Nullable Bytes last;
    private Buffer written = Buffer.buffer();

    /**
     * What was written, or has to be written now.
     *
     * @param lines what is told, as the client port has it; null if it is told to one only
     */
    @SuppressWarnings("ReferenceEquality") // The same lines are written once and handed to all.
    Buffer get(@Nullable Bytes lines, Supplier<Buffer> writer) {
        if (lines == null) {
            return writer.get();
        }
        if (lines != last) {
            last = lines;
            written = writer.get();
        }
        return written;
    }
}
