package io.herd.protocol;

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
     * The tombstone that a neighbour tells of, {@code GONE <client> <server> <time_diff> <time>}, or null where a field is
     * malformed or missing.
     */
    static @Nullable Report tombstoneFromNeighbour(
            @Nullable Bytes client, @Nullable Bytes server, @Nullable Bytes difference, @Nullable Bytes time) {
        return client == null || server == null || difference == null || time == null
                ? null
                : assemble(client, server, difference, 1, time, location -> location.write(NOWHERE));
    }

    /** The tombstone of a client that this server is told to delete, as of a POSIX time in nanoseconds. */
    public static Report tombstone(Bytes server, Bytes client, long timeNanos) {
        var out = new ByteWriter(64 + client.length());
        out.write(WORD).write(server).write(" +0.000000000 ");
        int nameStart = out.length();
        out.write(client).write(' ').write(NOWHERE).write(' ');
        out.write(timeNanos / Decimal.NANOS, 1).write('.').write(timeNanos % Decimal.NANOS, 9);
        return new Report(out.since(0), timeNanos, nameStart, client.length());
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
