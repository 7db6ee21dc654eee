package io.herd.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.core.util.CachingDateFormatter;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Printable;

/** Formats log lines: each begins with its time, and its text is escaped so that it stays one line. For one thread. */
final class LineWriter {
    /** How many bytes the time takes, as in {@code 2026-01-31T12:00:00.000Z }. */
    static final int TIME_BYTES = 25;

    private final CachingDateFormatter times = new CachingDateFormatter("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    private final ByteWriter out = new ByteWriter(1_024);

    /**
     * Writes a line.
     *
     * @param millis when it was noted, in POSIX milliseconds
     * @param head printable ASCII that comes before the text
     * @param text bytes in an unknown encoding
     */
    void line(long millis, String head, Bytes text) {
        begin(millis, head);
        Printable.write(text, out);
        out.write('\n');
    }

    /** Writes a line of Unicode text. */
    void line(long millis, String head, String text) {
        begin(millis, head);
        byte[] utf8 = Printable.text(text).getBytes(UTF_8);
        out.write(Bytes.view(utf8, 0, utf8.length)).write('\n');
    }

    private void begin(long millis, String head) {
        out.write(times.format(millis)).write(' ').write(head);
    }

    /** The lines since the last call, as bytes. */
    byte[] take() {
        Bytes lines = out.take();
        byte[] bytes = new byte[lines.length()];
        lines.copyTo(bytes, 0);
        return bytes;
    }
}
