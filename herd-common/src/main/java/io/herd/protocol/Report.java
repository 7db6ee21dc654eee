package io.herd.protocol;

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
