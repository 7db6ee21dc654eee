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

    private static final String UNRESERVED = "-._~";
    private static final int HEX = 16;

    public ClientName {
        if (!isValid(bytes)) {
            throw new IllegalArgumentException("no name of a client: " + Printable.of(bytes.toString()));
        }
    }

    /** The name that a text is in UTF-8, or null where it is empty, too long, or holds white space. */
    public static @Nullable ClientName of(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return ofValid(Bytes.view(utf8, 0, utf8.length));
    }

    /** The name that a segment of a URL's path stands for, any byte of it perhaps as {@code %xx}; null where it is none. */
    public static @Nullable ClientName ofSegment(String segment) {
        var out = new ByteWriter(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char character = segment.charAt(i);
            if (character != '%') {
                out.write(character);
                continue;
            }
            int high = i + 2 < segment.length() ? Character.digit(segment.charAt(i + 1), HEX) : -1;
            int low = high < 0 ? -1 : Character.digit(segment.charAt(i + 2), HEX);
            if (low < 0) {
                return null;
            }
            out.write((char) (high * HEX + low));
            i += 2;
        }
        return ofValid(out.take());
    }

    /** The name as a segment of a URL's path. */
    public String toSegment() {
        var segment = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            char each = bytes.charAt(i);
            boolean isPlain = each < 128 && (Character.isLetterOrDigit(each) || UNRESERVED.indexOf(each) >= 0);
            segment.append(isPlain ? String.valueOf(each) : String.format("%%%02X", (int) each));
        }
        return segment.toString();
    }

    private static @Nullable ClientName ofValid(Bytes bytes) {
        return isValid(bytes) ? new ClientName(bytes) : null;
    }

    private static boolean isValid(Bytes bytes) {
        return bytes.length() > 0 && bytes.length() <= MOST_BYTES && bytes.endOfField(0) == bytes.length();
    }
}
