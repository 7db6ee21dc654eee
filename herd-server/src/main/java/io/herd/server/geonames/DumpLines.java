package io.herd.server.geonames;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herd.protocol.Bytes;
import io.herd.protocol.LineFramer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The lines of a dump that are not blank, without a byte order mark, with line ends of any system. */
final class DumpLines {
    private static final int CHUNK_BYTES = 1 << 16;
    /** GeoNames bounds alternate names, the longest column, at 10,000 characters. */
    private static final int MOST_LINE_BYTES = 1 << 16;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream text;
    private final LongConsumer progress;
    private final LineFramer lines = new LineFramer(MOST_LINE_BYTES);
    private long read;
    private long number;
    private boolean isAtEnd;

    /**
     * The lines of a text.
     *
     * @param progress told how many bytes have been read
     */
    DumpLines(InputStream text, LongConsumer progress) {
        this.text = text;
        this.progress = progress;
    }

    /** The next line; null at the end. */
    @Nullable
    Row next() throws IOException {
        while (true) {
            Bytes line = nextBytes();
            if (line == null) {
                return null;
            }
            number++;
            String row = decode(line);
            if (row == null) {
                return new Row.Bad("is not UTF-8");
            }
            String stripped = number == 1 && row.startsWith(BYTE_ORDER_MARK) ? row.substring(1) : row;
            if (!stripped.isBlank()) {
                return Row.parse(stripped.endsWith("\r") ? stripped.substring(0, stripped.length() - 1) : stripped);
            }
        }
    }

    /** Which line that was, counted from 1. */
    long number() {
        return number;
    }

    private @Nullable Bytes nextBytes() throws IOException {
        Bytes line = lines.next();
        while (line == null && !isAtEnd) {
            if (lines.overlong() != null) {
                throw DumpImport.noDump("line " + (number + 1) + " is longer than " + MOST_LINE_BYTES + " bytes");
            }
            byte[] chunk = text.readNBytes(CHUNK_BYTES);
            isAtEnd = chunk.length == 0;
            read += chunk.length;
            progress.accept(read);
            lines.feed(chunk);
            line = isAtEnd ? lines.rest() : lines.next();
        }
        return line;
    }

    /** Null if it is not UTF-8: nothing is imported under a name that it does not have. */
    private static @Nullable String decode(Bytes line) {
        ByteBuffer bytes = line.toByteBuffer();
        try {
            return UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
