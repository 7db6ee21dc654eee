package io.herd.protocol;

import io.herd.protocol.Command.Iamat;

/** A report in a writer's buffer: good until the writer is cut or emptied. Whoever keeps it copies it. */
public final class ReportView extends ReportLine {
    private ReportView(Bytes line, long timeNanos, int nameStart, int nameLength) {
        super(line, timeNanos, nameStart, nameLength);
    }

    /**
     * The report that a server makes of a client's command.
     *
     * @param server the name of the server
     * @param nowNanos the server's clock, POSIX time in nanoseconds
     * @param out where its line is written, without an LF
     */
    public static ReportView fromCommand(Bytes server, Iamat command, long nowNanos, ByteWriter out) {
        int start = out.length();
        out.write(WORD).write(server).write(' ');
        writeDifference(nowNanos - command.timeNanos(), out);
        out.write(' ');
        int nameStart = out.length() - start;
        out.write(command.said());
        return new ReportView(
                out.since(start),
                command.timeNanos(),
                nameStart,
                command.client().length());
    }

    /** Seconds with a sign and nine decimals. */
    private static void writeDifference(long nanos, ByteWriter out) {
        long size = Math.abs(nanos);
        out.write(nanos < 0 ? '-' : '+')
                .write(size / Decimal.NANOS, 1)
                .write('.')
                .write(size % Decimal.NANOS, 9);
    }

    /** The report in bytes of its own. */
    public Report copy() {
        return new Report(line().copy(), timeNanos(), nameStart(), client().length());
    }
}
