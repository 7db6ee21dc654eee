package io.herd.server.journal;

import io.herd.protocol.Bytes;
import io.herd.protocol.LineFramer;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLine;
import java.util.function.BiConsumer;

/** The reports of a batch. */
final class BatchLines {
    private static final int LONGEST = 2 * ReportLine.MOST_BYTES;

    private BatchLines() {}

    /**
     * Reads reports from their lines; returns how many lines are none.
     *
     * @param action gets each line without its LF, and its report
     */
    static int forEach(Bytes lines, BiConsumer<Bytes, Report> action) {
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
