package io.herd.protocol;

import static java.util.Objects.requireNonNull;

import io.herd.geo.Area;
import io.herd.geo.Position;

/**
 * The line of a report, and where its fields are in it: where a client was at a time, as the server noted it that took the
 * client's word. It is the line that every server answers with, to the last digit:
 *
 * <pre>AT Goloman +0.263873386 kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997</pre>
 *
 * <p>A tombstone is a report without a position, with {@code -} in its stead: the client is deleted as of that time. No client
 * ever gets its line.
 *
 * <p>Notes are records of the same form, so that they are kept, told and compared as reports are. In the definition of a fence {@code
 * FENCE} and the fence's name stand in place of the client's name, and {@linkplain AreaWord its area} in place of the location; those
 * about {@linkplain Readings readings} and {@linkplain Card cards} of clients are alike.
 */
public abstract sealed class ReportLine permits Report, ReportView {
    static final String WORD = "AT ";
    /** What neighbours get instead of AT when a client is deleted. */
    static final String GONE = "GONE ";
    /** What neighbours get instead of AT when the record is not about where a client is. */
    static final String NOTE = "NOTE ";
    /** Stands in the place of the location where there is none. */
    static final char NOWHERE = '-';
    /** How many bytes a report's line may have, on every server alike: more than the longest command leads to. */
    public static final int MOST_BYTES = 16_384;

    private final Bytes line;
    private final long timeNanos;
    private final char nameStart;
    private final char nameLength;

    ReportLine(Bytes line, long timeNanos, int nameStart, int nameLength) {
        this.line = line;
        this.timeNanos = timeNanos;
        this.nameStart = (char) nameStart;
        this.nameLength = (char) nameLength;
    }

    /** The client's name: a view of this report's bytes. */
    public final Bytes client() {
        return line.subSequence(nameStart, nameStart + nameLength);
    }

    /** Where the client's name begins in the line. */
    public final int nameStart() {
        return nameStart;
    }

    /** The line that clients get, without its LF. */
    public final Bytes line() {
        return line;
    }

    /** Whether it says that the client is deleted, and no position. */
    public final boolean isTombstone() {
        return isTombstone(line, nameStart + nameLength + 1);
    }

    /** The same of a line as it was kept, given where its location is. */
    public static boolean isTombstone(Bytes line, int location) {
        return line.charAt(location) == NOWHERE && line.charAt(location + 1) == ' ';
    }

    /** What the record is about. */
    public final RecordKind kind() {
        return kind(line, nameStart, nameLength);
    }

    /** The same of a line as it was kept. */
    public static RecordKind kind(Bytes line, int nameStart, int nameLength) {
        return RecordKind.of(line, nameStart, nameLength);
    }

    /** The area of a fence. The record must be the definition of one. */
    public final Area area() {
        return requireNonNull(AreaWord.parse(location()), "a fence's area was checked when its record was made");
    }

    /** What the client's device told. The record must be about readings, and no tombstone. */
    public final Readings readings() {
        return requireNonNull(Readings.parse(location()), "readings were checked when their record was made");
    }

    /** How the client is shown. The record must be a card, and no tombstone. */
    public final Card card() {
        return requireNonNull(Card.parse(location()), "a card was checked when its record was made");
    }

    /** Where the client was. It must be a report, and no tombstone. */
    public final Position position() {
        return requireNonNull(Iso6709.parse(location()), "a report's location was checked when it was made");
    }

    /** Where the client was, as it wrote it; or the content of a note; or {@code -}. */
    public final Bytes location() {
        int start = nameStart + nameLength + 1;
        return line.subSequence(start, line.endOfField(start));
    }

    /** The name of the server that took the report. */
    public final Bytes server() {
        return line.subSequence(WORD.length(), line.endOfField(WORD.length()));
    }

    /** That server's time of receipt minus the client's time: seconds with a sign. */
    public final Bytes difference() {
        return line.subSequence(line.endOfField(WORD.length()) + 1, nameStart - 1);
    }

    /** The client's time as it wrote it: POSIX seconds. */
    public final Bytes time() {
        return line.subSequence(line.endOfField(nameStart + nameLength + 1) + 1, line.length());
    }

    /** When the client reported, by its own clock: POSIX time in nanoseconds. */
    public final long timeNanos() {
        return timeNanos;
    }

    /** When the server took the report, by its own clock: POSIX time in nanoseconds. */
    public final long receivedNanos() {
        Bytes difference = difference();
        long size = Decimal.nanos(difference.subSequence(1, difference.length()));
        return difference.charAt(0) == '-' ? timeNanos - size : timeNanos + size;
    }

    /** Writes the line that clients get, with its LF. */
    public final void writeForClient(ByteWriter out) {
        out.write(line).write('\n');
    }

    /**
     * Writes the line that neighbours get, with its LF: {@code AT <client> <server> <latitude> ...}, {@code GONE ...}, or
     * {@code NOTE ...}.
     */
    public final void writeForNeighbour(ByteWriter out) {
        writeForNeighbour(line, nameStart, nameLength, out);
    }

    /** Writes the line that neighbours get of a report as it was kept, without making one of it. */
    public static void writeForNeighbour(Bytes line, int nameStart, int nameLength, ByteWriter out) {
        int server = WORD.length();
        int difference = line.endOfField(server) + 1;
        int latitude = nameStart + nameLength + 1;
        RecordKind kind = kind(line, nameStart, nameLength);
        if (!kind.isOfClient()) {
            out.write(NOTE).write(line, nameStart, latitude);
            out.write(line, server, nameStart);
            out.write(line, latitude, line.length()).write('\n');
            return;
        }
        if (kind.isTombstone()) {
            out.write(GONE).write(line, nameStart, latitude);
            out.write(line, server, nameStart);
            out.write(line, latitude + 2, line.length()).write('\n');
            return;
        }
        int locationEnd = line.endOfField(latitude);
        int longitude = latitude + Iso6709.longitudeStart(line.subSequence(latitude, locationEnd));
        out.room(line.length() + 2);
        out.write(line, 0, server);
        out.write(line, nameStart, latitude);
        out.write(line, server, difference);
        out.write(line, latitude, longitude).write(' ');
        out.write(line, longitude, locationEnd).write(' ');
        out.write(line, difference, nameStart);
        out.write(line, locationEnd + 1, line.length()).write('\n');
    }

    /** The line that clients get, without its LF. */
    @Override
    public final String toString() {
        return line.toString();
    }
}
