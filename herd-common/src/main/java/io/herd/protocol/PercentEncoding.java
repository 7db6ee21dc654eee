package io.herd.protocol;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes as a part of a URL. */
public final class PercentEncoding {
    private static final String UNRESERVED = "-._~";
    private static final int HEX = 16;
    private static final HexFormat DIGITS = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    /** The bytes that a part of a URL stands for, any of them perhaps as {@code %xx}; null where it is malformed. */
    public static @Nullable Bytes decode(String part) {
        var out = new ByteWriter(part.length());
        for (int i = 0; i < part.length(); i++) {
            char character = part.charAt(i);
            if (character != '%') {
                out.write(character);
                continue;
            }
            int high = i + 2 < part.length() ? Character.digit(part.charAt(i + 1), HEX) : -1;
            int low = high < 0 ? -1 : Character.digit(part.charAt(i + 2), HEX);
            if (low < 0) {
                return null;
            }
            out.write((char) (high * HEX + low));
            i += 2;
        }
        return out.take();
    }

    /** The bytes as a part of a URL, every one that has a meaning in some part as {@code %XX}. */
    public static String encode(Bytes bytes) {
        var part = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char each = bytes.charAt(i);
            boolean isPlain = each < 128 && (Character.isLetterOrDigit(each) || UNRESERVED.indexOf(each) >= 0);
            if (isPlain) {
                part.append(each);
            } else {
                part.append('%').append(DIGITS.toHexDigits((byte) each));
            }
        }
        return part.toString();
    }
}
