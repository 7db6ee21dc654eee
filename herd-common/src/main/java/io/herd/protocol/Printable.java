package io.herd.protocol;

/** Text of strangers as it may stand in a log and on a terminal: what is not printable ASCII is {@code \xHH}. */
public final class Printable {
    private static final String HEX = "0123456789abcdef";

    private Printable() {}

    /** The text in printable ASCII; its characters are below 256. */
    public static String of(CharSequence latin1) {
        var text = new StringBuilder(latin1.length());
        append(latin1, text);
        return text.toString();
    }

    /** Appends such a text. */
    public static void append(CharSequence latin1, StringBuilder text) {
        int start = 0;
        for (int i = 0; i < latin1.length(); i++) {
            char c = latin1.charAt(i);
            if (c < ' ' || c >= 127) {
                // Runs as strings: appending other characters goes one by one.
                text.append(latin1.subSequence(start, i).toString());
                text.append("\\x").append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
                start = i + 1;
            }
        }
        text.append(latin1.subSequence(start, latin1.length()).toString());
    }
}
