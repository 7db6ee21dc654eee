package io.herd.track;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a text in UTF-8, of a bounded length each. */
final class TrackLines implements Closeable {
    private static final int MOST_BYTES = 1 << 20;
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final InputStream in;
    /** Bytes read ahead, since a stream takes long for each. */
    private final byte[] ahead = new byte[1 << 13];

    private int position;
    private int limit;
    private byte[] line = new byte[1_024];
    private long number;

    TrackLines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end; null at the end of the text. */
    @Nullable
    String next() throws IOException {
        number++;
        int length = 0;
        int next;
        try {
            for (next = read(); next >= 0 && next != '\n'; next = read()) {
                append(length++, (byte) next);
            }
        } catch (TrackException e) {
            throw e;
        } catch (IOException e) {
            throw new TrackException(place() + ": " + e.getMessage(), e);
        }
        if (next < 0 && length == 0) {
            return null;
        }
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        String begun = number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        return begun.endsWith("\r") ? begun.substring(0, begun.length() - 1) : begun;
    }

    private int read() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(ahead));
        }
        return position == limit ? -1 : ahead[position++] & 0xff;
    }

    private void append(int at, byte next) throws TrackException {
        if (at == MOST_BYTES) {
            throw new TrackException(place() + ": is longer than 1 MiB, so this is no such file, or it is broken");
        }
        if (at == line.length) {
            line = Arrays.copyOf(line, 2 * at);
        }
        line[at] = next;
    }

    /** Where the last line is, for people. */
    String place() {
        return "line " + number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
