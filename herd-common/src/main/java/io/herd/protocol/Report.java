package io.herd.protocol;

import static java.util.Objects.requireNonNull;

import io.herd.geo.Position;
import io.herd.protocol.Command.Iamat;
import org.jspecify.annotations.Nullable;

/**
 * Where a client was at a time, as the server noted it that took the client's word: one record of the herd. Its bytes
 * are the line that every server answers with, to the last digit:
 *
 * <pre>AT Goloman +0.263873386 kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997</pre>
 *
 * <p>Reports are totally ordered, so that all servers settle on the same one whatever they hear first: by the client's
 * time, then by the server's name, then by the rest of the line.
 */
public final class Report implements Comparable<Report> {
    private static final String WORD = "AT ";
    /** How many spaces a line has behind its word's. */
    private static final int SPACES = 4;
    /** How many bytes a report's line may have, on every server alike: more than the longest command leads to. */
    public static final int MOST_BYTES = 16_384;

    private final Bytes line;
    private final long timeNanos;
    private final char nameStart;
    private final char nameLength;

    /**
     * A report as it was kept.
     *
     * @param line its line without the LF, which the report is a view of
     * @param nameStart where the client's name begins in it
     */
    public Report(Bytes line, long timeNanos, int nameStart, int nameLength) {
        this.line = line;
        this.timeNanos = timeNanos;
        this.nameStart = (char) nameStart;
        this.nameLength = (char) nameLength;
    }

    /**
     * The report that a server makes of a client's command.
     *
     * @param server the name of the server
     * @param nowNanos the server's clock, POSIX time in nanoseconds
     * @param out where its line is written, without an LF; the report is a view of it, good until the writer is cut or
     *     emptied
     */
    public static Report fromCommand(Bytes server, Iamat command, long nowNanos, ByteWriter out) {
        int start = out.length();
        out.write(WORD).write(server).write(' ');
        writeDifference(nowNanos - command.timeNanos(), out);
        out.write(' ');
        int nameStart = out.length() - start;
        out.write(command.said());
        return new Report(
                out.since(start),
                command.timeNanos(),
                nameStart,
                command.client().length());
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
        long nanos = Decimal.nanos(time);
        int fields = client.length() + latitude.length() + longitude.length() + time.length();
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
        out.write(client).write(' ').write(latitude).write(longitude).write(' ').write(time);
        var report = new Report(out.since(0), nanos, nameStart, client.length());
        Bytes location = report.location();
        return Iso6709.isPosition(location) && Iso6709.longitudeStart(location) == latitude.length() ? report : null;
    }

    /** Seconds with a sign and nine decimals. */
    private static void writeDifference(long nanos, ByteWriter out) {
        long size = Math.abs(nanos);
        out.write(nanos < 0 ? '-' : '+')
                .write(size / Decimal.NANOS, 1)
                .write('.')
                .write(size % Decimal.NANOS, 9);
    }

    /** The client's name: a view of this report's bytes. */
    public Bytes client() {
        return line.subSequence(nameStart, nameStart + nameLength);
    }

    /** Where the client's name begins in the line. */
    public int nameStart() {
        return nameStart;
    }

    /** The line that clients get, without its LF. */
    public Bytes line() {
        return line;
    }

    /** Where the client was. */
    public Position position() {
        return requireNonNull(Iso6709.parse(location()), "a report's location was checked when it was made");
    }

    private Bytes location() {
        int start = nameStart + nameLength + 1;
        return line.subSequence(start, line.endOfField(start));
    }

    /** When the client reported, by its own clock: POSIX time in nanoseconds. */
    public long timeNanos() {
        return timeNanos;
    }

    /** Writes the line that clients get, with its LF. */
    public void writeForClient(ByteWriter out) {
        out.write(line).write('\n');
    }

    /** Writes the line that neighbours get, {@code AT <client> <server> <latitude> ...}, with its LF. */
    public void writeForNeighbour(ByteWriter out) {
        writeForNeighbour(line, nameStart, nameLength, out);
    }

    /** Writes the line that neighbours get of a report as it was kept, without making one of it. */
    public static void writeForNeighbour(Bytes line, int nameStart, int nameLength, ByteWriter out) {
        int server = WORD.length();
        int difference = line.endOfField(server) + 1;
        int latitude = nameStart + nameLength + 1;
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

    /** The greater is the newer. A line begins with its server's name, so comparing lines compares servers first. */
    @Override
    public int compareTo(Report other) {
        int byTime = Long.compare(timeNanos, other.timeNanos);
        return byTime != 0 ? byTime : line.compareTo(other.line);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Report that && line.equals(that.line);
    }

    @Override
    public int hashCode() {
        return line.hashCode();
    }

    /** The line that clients get, without its LF. */
    @Override
    public String toString() {
        return line.toString();
    }
}
