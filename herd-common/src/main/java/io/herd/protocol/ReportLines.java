package io.herd.protocol;

import java.util.function.BiConsumer;

/** Many reports as neighbours get them, one behind the other. */
public final class ReportLines {
    private static final int LONGEST = 2 * ReportLine.MOST_BYTES;

    private ReportLines() {}

    /**
     * Reads reports from their lines; returns how many lines are none.
     *
     * @param action gets each line without its LF, and its report
     */
    public static int forEach(Bytes lines, BiConsumer<Bytes, Report> action) {
        var framer = new LineFramer(LONGEST);
        var own = new byte[lines.length()];
        lines.copyTo(own, 0);
        framer.feed(own);
        int unreadable = 0;
        for (Bytes line = framer.next(); line != null; line = framer.next()) {
            if (LinkMessageParser.parse(line) instanceof LinkMessage.At(Report report)) {
                action.accept(line, report);
            } else {
                unreadable++;
            }
        }
        return unreadable;
    }
}
