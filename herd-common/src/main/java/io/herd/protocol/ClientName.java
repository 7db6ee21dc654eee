package io.herd.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The name of a client, checked, for transports whose names can hold what a line cannot: 1 to 16,000 bytes without white space.
 *
 * @param bytes as they stand in a line
 */
public record ClientName(Bytes bytes) {
    /** No line that a server reads has more. */
    private static final int MOST_BYTES = 16_000;

    public ClientName {
        if (!isValid(bytes)) {
            throw new IllegalArgumentException("no name of a client: " + Printable.of(bytes.toString()));
        }
    }

    /** The name that a text is in UTF-8, or null where it is empty, too long, or holds white space. */
    public static @Nullable ClientName of(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return ofBytes(Bytes.view(utf8, 0, utf8.length));
    }

    /** The name that a segment of a URL's path stands for, any byte of it perhaps as {@code %xx}; null where it is none. */
    public static @Nullable ClientName ofSegment(String segment) {
        Bytes decoded = PercentEncoding.decode(segment);
        return decoded == null ? null : ofBytes(decoded);
    }

    /** The name as a segment of a URL's path. */
    public String toSegment() {
        return PercentEncoding.encode(bytes);
    }

    /** The name in the bytes, or null where they are none. */
    public static @Nullable ClientName ofBytes(Bytes bytes) {
        return isValid(bytes) ? new ClientName(bytes) : null;
    }

    private static boolean isValid(Bytes bytes) {
        return bytes.length() > 0 && bytes.length() <= MOST_BYTES && bytes.endOfField(0) == bytes.length();
    }
}
