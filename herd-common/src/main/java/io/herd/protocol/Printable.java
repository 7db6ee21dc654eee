package io.herd.protocol;

/**
 * Text of strangers as it may stand in a log and on a terminal: characters that could begin a line, move the cursor or
 * change the direction of writing are escaped, as {@code \xHH} below 256 and as a backslash and {@code uHHHH} above.
 */
public final class Printable {
    private static final String HEX = "0123456789abcdef";
    /** Escaped as well: they show as nothing, or steer what is shown. */
    private static final int UNPRINTABLE = 1 << Character.CONTROL
            | 1 << Character.FORMAT
            | 1 << Character.SURROGATE
            | 1 << Character.PRIVATE_USE
            | 1 << Character.UNASSIGNED
            | 1 << Character.LINE_SEPARATOR
            | 1 << Character.PARAGRAPH_SEPARATOR;

    private Printable() {}

    /** The text in printable ASCII: every other character is escaped. */
    public static String of(CharSequence text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isAscii(c)) {
                out.append(c);
            } else {
                escape(c, out);
            }
        }
        return out.toString();
    }

    /** The text with the letters of every script: only what does not print is escaped. */
    public static String text(String unicode) {
        if (unicode.chars().allMatch(Printable::isAscii)) {
            return unicode;
        }
        var out = new StringBuilder(unicode.length() + 16);
        unicode.codePoints().forEach(c -> {
            if (isAscii(c) || (UNPRINTABLE >> Character.getType(c) & 1) == 0) {
                out.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    escape(unit, out);
                }
            }
        });
        return out.toString();
    }

    /** Writes bytes in printable ASCII, every other byte escaped. */
    public static void write(Bytes bytes, ByteWriter out) {
        int start = 0;
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (!isAscii(c)) {
                out.write(bytes, start, i).write("\\x").write(digit(c, 4)).write(digit(c, 0));
                start = i + 1;
            }
        }
        out.write(bytes, start, bytes.length());
    }

    private static boolean isAscii(int c) {
        return c >= ' ' && c < 127;
    }

    private static void escape(char c, StringBuilder out) {
        if (c < 256) {
            out.append("\\x");
        } else {
            out.append("\\u").append(digit(c, 12)).append(digit(c, 8));
        }
        out.append(digit(c, 4)).append(digit(c, 0));
    }

    private static char digit(char c, int shift) {
        return HEX.charAt(c >> shift & 15);
    }
}
