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

    // A server keeps millions of these: the line's own array, and where the name is in it, are all there is to it.
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
                && Decimal.isDecimal(difference.subSequence(1, difference.length()));
        return sound ? of(server, difference, client, location, time, nanos) : null;
    }

    private static Report of(Bytes server, Bytes difference, Bytes client, Bytes location, Bytes time, long nanos) {
        int nameStart = WORD.length() + server.length() + 1 + difference.length() + 1;
        int length = nameStart + client.length() + 1 + location.length() + 1 + time.length();
        var line = new ByteWriter(length)
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
        var fields = new Fields(line());
        Bytes word = next(fields);
        Bytes server = next(fields);
        Bytes difference = next(fields);
        Bytes client = next(fields);
        Bytes location = next(fields);
        Bytes time = next(fields);
        int longitude = Iso6709.longitudeStart(location);
        out.write(word).write(' ').write(client).write(' ').write(server).write(' ');
        out.write(location.subSequence(0, longitude)).write(' ');
        out.write(location.subSequence(longitude, location.length())).write(' ');
        out.write(difference).write(' ').write(time).write('\n');
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
