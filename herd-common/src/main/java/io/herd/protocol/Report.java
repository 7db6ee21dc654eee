package io.herd.protocol;

import static java.util.Objects.requireNonNull;

import io.herd.geo.Iso6709;
import io.herd.geo.Position;
import io.herd.protocol.Command.Iamat;
import java.util.Arrays;
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
    private static final Bytes NOTHING = Bytes.of("");
    /** How many spaces a line has behind its word's. */
    private static final int SPACES = 4;
    /** A sign, the seconds of the largest long, a point and nine decimals. */
    private static final int LONGEST_DIFFERENCE = 21;
    /** Far more than the longest command leads to. */
    private static final int LONGEST_LINE = 0xffff;

    private final byte[] line;
    private final long timeNanos;
    private final char nameStart;
    private final char nameLength;

    private Report(byte[] line, long timeNanos, int nameStart, int nameLength) {
        this.line = line;
        this.timeNanos = timeNanos;
        this.nameStart = (char) nameStart;
        this.nameLength = (char) nameLength;
    }

    /**
     * A report as it was kept.
     *
     * @param line its line without the LF, in an array that is the report's from now on
     */
    public static Report kept(byte[] line, long timeNanos, int nameStart, int nameLength) {
        return new Report(line, timeNanos, nameStart, nameLength);
    }

    /**
     * The report that a server makes of a client's command.
     *
     * @param server the name of the server
     * @param nowNanos the server's clock, POSIX time in nanoseconds
     */
    public static Report taken(Bytes server, Iamat command, long nowNanos) {
        Bytes location = command.location();
        int rest =
                command.client().length() + location.length() + command.time().length();
        var line = new ByteWriter(WORD.length() + server.length() + LONGEST_DIFFERENCE + rest + SPACES);
        line.write(WORD).write(server).write(' ');
        writeDifference(nowNanos - command.timeNanos(), line);
        return finished(line, command.client(), location, NOTHING, command.time(), command.timeNanos());
    }

    /**
     * The report that a neighbour tells of, {@code AT <client> <server> <latitude> <longitude> <time_diff>
     * <command_time>}, or null where a field is malformed or missing.
     */
    static @Nullable Report told(
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
                && Decimal.isDecimal(difference.subSequence(1, difference.length()))
                && length <= LONGEST_LINE;
        if (!sound) {
            return null;
        }
        var line = new ByteWriter(length);
        line.write(WORD).write(server).write(' ').write(difference);
        Report report = finished(line, client, latitude, longitude, time, nanos);
        Bytes location = report.location();
        return Iso6709.parse(location) != null && Iso6709.longitudeStart(location) == latitude.length() ? report : null;
    }

    /** The report of a line that has been written up to the difference. */
    private static Report finished(
            ByteWriter line, Bytes client, Bytes latitude, Bytes longitude, Bytes time, long timeNanos) {
        line.write(' ');
        int nameStart = line.length();
        line.write(client)
                .write(' ')
                .write(latitude)
                .write(longitude)
                .write(' ')
                .write(time);
        return new Report(line.takeArray(), timeNanos, nameStart, client.length());
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
        return Bytes.view(line, nameStart, nameStart + nameLength);
    }

    /** Where the client's name begins in the line. */
    public int nameStart() {
        return nameStart;
    }

    /** The line that clients get, without its LF: a view of this report's bytes. */
    public Bytes line() {
        return Bytes.view(line, 0, line.length);
    }

    /** Where the client was. */
    public Position position() {
        return requireNonNull(Iso6709.parse(location()), "a report's location was checked when it was made");
    }

    private Bytes location() {
        int start = nameStart + nameLength + 1;
        return Bytes.view(line, start, Scan.endOfField(line, start, line.length));
    }

    /** When the client reported, by its own clock: POSIX time in nanoseconds. */
    public long timeNanos() {
        return timeNanos;
    }

    /** Writes the line that clients get, with its LF. */
    public void writeForClient(ByteWriter out) {
        out.write(line()).write('\n');
    }

    /** Writes the line that neighbours get, {@code AT <client> <server> <latitude> ...}, with its LF. */
    public void writeForNeighbour(ByteWriter out) {
        writeForNeighbour(line, 0, line.length, nameStart, nameLength, out);
    }

    /**
     * Writes the line that neighbours get of a report as it was {@linkplain #kept kept}, without making one of it.
     *
     * @param start where its line is in the bytes, up to {@code end}
     */
    public static void writeForNeighbour(
            byte[] bytes, int start, int end, int nameStart, int nameLength, ByteWriter out) {
        int server = start + WORD.length();
        int serverEnd = Scan.endOfField(bytes, server, end);
        int name = start + nameStart;
        int latitude = name + nameLength + 1;
        int locationEnd = Scan.endOfField(bytes, latitude, end);
        int longitude = latitude + Iso6709.longitudeStart(Bytes.view(bytes, latitude, locationEnd));
        out.room(end - start + 2);
        out.write(bytes, start, server);
        out.write(bytes, name, latitude);
        out.write(bytes, server, serverEnd + 1);
        out.write(bytes, latitude, longitude).write(' ');
        out.write(bytes, longitude, locationEnd).write(' ');
        out.write(bytes, serverEnd + 1, name);
        out.write(bytes, locationEnd + 1, end).write('\n');
    }

    /** The greater is the newer. A line begins with its server's name, so comparing lines compares servers first. */
    @Override
    public int compareTo(Report other) {
        int byTime = Long.compare(timeNanos, other.timeNanos);
        return byTime != 0 ? byTime : Arrays.compareUnsigned(line, other.line);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Report that && Arrays.equals(line, that.line);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(line);
    }

    /** The line that clients get, without its LF. */
    @Override
    public String toString() {
        return line().toString();
    }
}
