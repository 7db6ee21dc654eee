package io.herd.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The name of a fence: 1 to 200 bytes without white space, and not {@code *}, which stands for all fences.
 *
 * @param bytes as they stand in a line
 */
public record FenceName(Bytes bytes) {
    /** What is expected, for people. */
    public static final String EXPECTED = "1 to 200 bytes without white space, and not *";

    /** Stands for all fences. */
    public static final String ALL = "*";

    /** The word of its records. */
    static final String KIND = "FENCE";

    private static final int MOST_BYTES = 200;

    public FenceName {
        if (!isValid(bytes)) {
            throw new IllegalArgumentException("no name of a fence: " + Printable.of(bytes.toString()));
        }
    }

    /** The name that a text is in UTF-8, or null where it is none. */
    public static @Nullable FenceName of(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return ofBytes(Bytes.view(utf8, 0, utf8.length));
    }

    /** The name that a segment of a URL's path stands for, any byte of it perhaps as {@code %xx}; null where it is none. */
    public static @Nullable FenceName ofSegment(String segment) {
        Bytes decoded = PercentEncoding.decode(segment);
        return decoded == null ? null : ofBytes(decoded);
    }

    /** The name in the bytes, or null where they are none. */
    public static @Nullable FenceName ofBytes(Bytes bytes) {
        return isValid(bytes) ? new FenceName(bytes) : null;
    }

    /** The name of the fence that a record is about. */
    public static FenceName ofRecord(ReportLine record) {
        return new FenceName(RecordKind.FENCE.subject(record.client()).copy());
    }

    /** The name of the fence's record in the store. */
    public Bytes recordName() {
        return RecordKind.FENCE.recordName(bytes);
    }

    /** The name as a segment of a URL's path. */
    public String toSegment() {
        return PercentEncoding.encode(bytes);
    }

    /** The name as text. */
    public String text() {
        return bytes.toUtf8();
    }

    private static boolean isValid(Bytes bytes) {
        return bytes.length() > 0
                && bytes.length() <= MOST_BYTES
                && bytes.endOfField(0) == bytes.length()
                && !bytes.is(ALL);
    }
}
