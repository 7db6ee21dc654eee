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
        return of(
                server,
                difference(nowNanos - command.timeNanos()),
                command.client(),
                command.location(),
                command.time(),
                command.timeNanos());
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
        Bytes location = new ByteWriter(latitude.length() + longitude.length())
                .write(latitude)
                .write(longitude)
                .take();
        long nanos = Decimal.nanos(time);
        boolean sound = nanos >= 0
                && Iso6709.parse(location) != null
                && Iso6709.longitudeStart(location) == latitude.length()
                && (difference.charAt(0) == '+' || difference.charAt(0) == '-')
                && Decimal.isDecimal(difference.subSequence(1, difference.length()))
                && lineLength(server, difference, client, location, time) <= LONGEST_LINE;
        return sound ? of(server, difference, client, location, time, nanos) : null;
    }

    private static Report of(Bytes server, Bytes difference, Bytes client, Bytes location, Bytes time, long nanos) {
        int nameStart = WORD.length() + server.length() + 1 + difference.length() + 1;
        var line = new ByteWriter(lineLength(server, difference, client, location, time))
                .write(WORD)
                .write(server)
                .write(' ')
                .write(difference)
                .write(' ')
                .write(client)
                .write(' ')
                .write(location)
                .write(' ')
                .write(time);
        return new Report(line.takeArray(), nanos, nameStart, client.length());
    }

    private static int lineLength(Bytes server, Bytes difference, Bytes client, Bytes location, Bytes time) {
        int fields = server.length() + difference.length() + client.length() + location.length() + time.length();
        return WORD.length() + fields + 4;
    }

    /** Seconds with a sign and nine decimals. */
    private static Bytes difference(long nanos) {
        long size = Math.abs(nanos);
        return new ByteWriter(24)
                .write(nanos < 0 ? '-' : '+')
                .write(size / Decimal.NANOS, 1)
                .write('.')
                .write(size % Decimal.NANOS, 9)
                .take();
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
        var fields = new Fields(line().subSequence(nameStart + nameLength, line.length));
        return requireNonNull(Iso6709.parse(next(fields)), "a report's location was checked when it was made");
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
        int nameEnd = nameStart + nameLength;
        int serverEnd = indexOf(' ', WORD.length());
        int longitude = longitudeStart(nameEnd + 1);
        int locationEnd = indexOf(' ', longitude);
        out.room(line.length + 2);
        out.write(line, 0, WORD.length());
        out.write(line, nameStart, nameEnd + 1);
        out.write(line, WORD.length(), serverEnd + 1);
        out.write(line, nameEnd + 1, longitude).write(' ');
        out.write(line, longitude, locationEnd + 1);
        out.write(line, serverEnd + 1, nameStart);
        out.write(line, locationEnd + 1, line.length).write('\n');
    }

    private int indexOf(char space, int from) {
        int at = from;
        while (line[at] != space) {
            at++;
        }
        return at;
    }

    private int longitudeStart(int location) {
        return location + Iso6709.longitudeStart(Bytes.view(line, location, line.length));
    }

    private static Bytes next(Fields fields) {
        return requireNonNull(fields.next(), "a report's line has six fields");
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
