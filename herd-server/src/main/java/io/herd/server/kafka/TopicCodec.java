package io.herd.server.kafka;

import io.herd.protocol.Bytes;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLine;
import io.herd.server.kafka.TopicContent.Reason;
import io.herd.server.kafka.TopicContent.Rejected;
import io.herd.server.kafka.TopicContent.Told;
import org.jspecify.annotations.Nullable;

/** The form of the topic's records. docs/kafka.md describes it. */
final class TopicCodec {
    /** The header that says the form of a record. */
    static final String VERSION_HEADER = "version";
    /** The header that names the herd that published it. */
    static final String HERD_HEADER = "herd";

    private static final Bytes VERSION = Bytes.of("1");
    private static final int MOST_BYTES = 2 * ReportLine.MOST_BYTES;
    private static final int MOST_HERD_BYTES = 100;

    private final Bytes herd;

    /** @param herd the name of the herd that publishes */
    TopicCodec(Bytes herd) {
        this.herd = herd;
    }

    /**
     * The record of a report.
     *
     * @param line as neighbours get it, without its LF
     */
    TopicRecord encode(Bytes line, ReportLine report) {
        return new TopicRecord(report.client(), line, VERSION, herd);
    }

    /**
     * What a record says.
     *
     * @param latestNanos the latest time that it may have, POSIX time in nanoseconds
     */
    static TopicContent decode(TopicRecord record, long latestNanos) {
        Bytes value = record.value();
        Bytes version = record.version();
        Bytes herd = record.herd();
        if (value == null) {
            return new Rejected(Reason.EMPTY);
        } else if (version == null || !version.equals(VERSION)) {
            return new Rejected(Reason.VERSION);
        } else if (value.length() > MOST_BYTES) {
            return new Rejected(Reason.TOO_LARGE);
        } else if (herd == null || herd.length() > MOST_HERD_BYTES) {
            return new Rejected(Reason.MALFORMED);
        } else if (LinkMessageParser.parse(value) instanceof LinkMessage.At(Report report)
                && isKey(record.key(), report)) {
            return report.timeNanos() > latestNanos ? new Rejected(Reason.FUTURE) : new Told(report, herd);
        }
        return new Rejected(Reason.MALFORMED);
    }

    private static boolean isKey(@Nullable Bytes key, Report report) {
        return key != null && key.equals(report.client());
    }
}
