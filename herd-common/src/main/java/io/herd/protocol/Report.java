package io.herd.protocol;

import io.herd.geo.Area;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A report as a value: its bytes are its own and never change.
 *
 * <p>Reports are totally ordered, so that all servers settle on the same one whatever they hear first: by the client's
 * time, then by the server's name, then by the rest of the line.
 */
public final class Report extends ReportLine implements Comparable<Report> {
    /** How many spaces a line has behind its word's. */
    private static final int SPACES = 4;

    private static final String DIFFERENCE = " +0.000000000 ";

    private static final String DELETED = String.valueOf(NOWHERE);

    /**
     * A report as it was kept.
     *
     * @param line its line without the LF; nobody changes these bytes any more
     * @param nameStart where the client's name begins in it
     */
    public Report(Bytes line, long timeNanos, int nameStart, int nameLength) {
        super(line, timeNanos, nameStart, nameLength);
    }

    /**
     * The report that a neighbour tells of, {@code AT <client> <server> <latitude> <longitude> <time_diff>
     * <command_time>}, or null where a field is malformed or missing.
     */
    static @Nullable Report fromNeighbour(
            @Nullable Bytes client,
            @Nullable Bytes server,
            @Nullable Bytes latitude,
            @Nullable Bytes longitude,
            @Nullable Bytes difference,
            @Nullable Bytes time) {
        if (client == null
                || server == null
                || latitude == null
                || longitude == null
                || difference == null
                || time == null) {
            return null;
        }
        Report report = assemble(
                client,
                server,
                difference,
                latitude.length() + longitude.length(),
                time,
                location -> location.write(latitude).write(longitude));
        if (report == null) {
            return null;
        }
        Bytes location = report.location();
        return Iso6709.isPosition(location) && Iso6709.longitudeStart(location) == latitude.length() ? report : null;
    }

    /**
     * The report in the reply of another server, {@code AT <server> <time_diff> <client> <location> <command_time>}; null if the line is
     * none, to the last byte.
     */
    public static @Nullable Report fromReply(Bytes line) {
        var fields = new Fields(line);
        Bytes word = fields.next();
        Bytes server = fields.next();
        Bytes difference = fields.next();
        Bytes client = fields.next();
        Bytes location = fields.next();
        Bytes time = fields.next();
        if (word == null
                || location == null
                || time == null
                || server == null
                || difference == null
                || client == null) {
            return null;
        }
        Report report = assemble(client, server, difference, location.length(), time, out -> out.write(location));
        return report != null && report.line().equals(line) && Iso6709.isPosition(location) ? report : null;
    }

    /**
     * The tombstone that a neighbour tells of, {@code GONE <client> <server> <time_diff> <time>}, or null where a field is
     * malformed or missing.
     */
    static @Nullable Report tombstoneFromNeighbour(
            @Nullable Bytes client, @Nullable Bytes server, @Nullable Bytes difference, @Nullable Bytes time) {
        return client == null || server == null || difference == null || time == null
                ? null
                : assemble(client, server, difference, 1, time, location -> location.write(NOWHERE));
    }

    /**
     * The tombstone of a client, or of a {@linkplain FenceName#recordName fence}, that this server is told to delete, as of a POSIX time in
     * nanoseconds.
     */
    public static Report tombstone(Bytes server, Bytes name, long timeNanos) {
        return made(server, name, Bytes.of(DELETED), timeNanos);
    }

    /**
     * The report of where a client was, written anew.
     *
     * @param location as the client wrote it
     */
    public static Report past(Bytes server, Bytes client, Bytes location, long timeNanos) {
        return made(server, client, location, timeNanos);
    }

    private static Report made(Bytes server, Bytes name, Bytes location, long timeNanos) {
        var out = new ByteWriter(64 + name.length() + location.length());
        out.write(WORD).write(server).write(DIFFERENCE);
        int nameStart = out.length();
        out.write(name).write(' ').write(location).write(' ');
        out.write(timeNanos / Decimal.NANOS, 1).write('.').write(timeNanos % Decimal.NANOS, 9);
        return new Report(out.since(0), timeNanos, nameStart, name.length());
    }

    /**
     * The record that a neighbour tells of in a note, {@code NOTE <kind> <name> <server> <time_diff> <content> <time>}, with {@code -}
     * for the content of one that is deleted; or null where a field is malformed or missing.
     */
    static @Nullable Report noteFromNeighbour(
            @Nullable Bytes kind,
            @Nullable Bytes name,
            @Nullable Bytes server,
            @Nullable Bytes difference,
            @Nullable Bytes content,
            @Nullable Bytes time) {
        if (kind == null || name == null || server == null || difference == null || content == null || time == null) {
            return null;
        }
        Bytes recordName = recordName(kind, name);
        boolean isSound = recordName != null && (content.is(DELETED) || isContent(kind, content));
        return recordName == null || !isSound
                ? null
                : assemble(recordName, server, difference, content.length(), time, out -> out.write(content));
    }

    private static @Nullable Bytes recordName(Bytes kind, Bytes name) {
        if (kind.is(RecordKind.FENCE.word())) {
            FenceName fence = FenceName.ofBytes(name);
            return fence == null ? null : fence.recordName();
        }
        for (RecordKind each : List.of(RecordKind.READINGS, RecordKind.CARD)) {
            if (kind.is(each.word())) {
                return each.recordName(name);
            }
        }
        return null;
    }

    private static boolean isContent(Bytes kind, Bytes content) {
        if (kind.is(RecordKind.FENCE.word())) {
            return AreaWord.parse(content) != null;
        }
        return kind.is(RecordKind.CARD.word()) ? Card.parse(content) != null : Readings.parse(content) != null;
    }

    /** The definition of a fence that this server is given, at a POSIX time in nanoseconds. */
    public static Report fence(Bytes server, FenceName fence, Area area, long timeNanos) {
        return made(server, fence.recordName(), AreaWord.of(area), timeNanos);
    }

    /** What a client's device told, at a POSIX time in nanoseconds; something must be known. */
    public static Report readings(Bytes server, Bytes client, Readings readings, long timeNanos) {
        return made(server, RecordKind.READINGS.recordName(client), readings.toWord(), timeNanos);
    }

    /** How a client is shown, since a POSIX time in nanoseconds; the card must say something. */
    public static Report card(Bytes server, Bytes client, Card card, long timeNanos) {
        return made(server, RecordKind.CARD.recordName(client), card.toWord(), timeNanos);
    }

    private static @Nullable Report assemble(
            Bytes client,
            Bytes server,
            Bytes difference,
            int locationLength,
            Bytes time,
            Consumer<ByteWriter> location) {
        long nanos = Decimal.nanos(time);
        int fields = client.length() + locationLength + time.length();
        int length = WORD.length() + server.length() + difference.length() + fields + SPACES;
        boolean sound = nanos >= 0
                && (difference.charAt(0) == '+' || difference.charAt(0) == '-')
                && Decimal.end(difference, 1) == difference.length()
                && length <= MOST_BYTES;
        if (!sound) {
            return null;
        }
        var out = new ByteWriter(length);
        out.write(WORD).write(server).write(' ').write(difference).write(' ');
        int nameStart = out.length();
        out.write(client).write(' ');
        location.accept(out);
        out.write(' ').write(time);
        return new Report(out.since(0), nanos, nameStart, client.length());
    }

    /** The greater is the newer. A line begins with its server's name, so comparing lines compares servers first. */
    @Override
    public int compareTo(Report other) {
        int byTime = Long.compare(timeNanos(), other.timeNanos());
        return byTime != 0 ? byTime : line().compareTo(other.line());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Report that && line().equals(that.line());
    }

    @Override
    public int hashCode() {
        return line().hashCode();
    }
}
