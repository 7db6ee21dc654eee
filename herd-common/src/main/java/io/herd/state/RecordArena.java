package io.herd.state;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLine;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reports as bytes, one behind the other, each where its address says. A newer report takes its client's old place: what
 * is known costs the garbage collector nothing, however often it changes, and lies close together. Confined to whoever
 * holds the shard.
 */
final class RecordArena {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle CHARS = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.nativeOrder());

    // A record: what is noted of a report, and its line. Lines vary by some digits, so that a little room is left.
    private static final int TIME = 0;
    private static final int HASH = 8;
    private static final int FEEDS = 16;
    private static final int ROOM = 24;
    private static final int LENGTH = 26;
    private static final int NAME_START = 28;
    private static final int NAME_LENGTH = 30;
    private static final int LINE = 32;
    private static final int GRAIN = 8;
    /** Of two lines of a processor's cache. */
    private static final int USUAL_SIZE = 128;

    private final byte[] bytes;
    private int end;

    RecordArena(int capacity) {
        bytes = new byte[capacity];
    }

    /** How many bytes a record of a report takes. */
    static int sizeOf(ReportLine report) {
        return (LINE + report.line().length() + GRAIN - 1) & -GRAIN;
    }

    /** How many bytes it was made for. */
    int capacity() {
        return bytes.length;
    }

    /** Whether a report, or a record, of that size can be added. */
    boolean hasRoom(int size) {
        return bytes.length - end >= size;
    }

    /** Adds a report that is pending for nobody; returns its address. There must be {@linkplain #hasRoom room}. */
    int add(ReportLine report, long hash) {
        int address = end;
        int size = sizeOf(report);
        end += size;
        CHARS.set(bytes, address + ROOM, (char) (size - LINE));
        LONGS.set(bytes, address + FEEDS, 0L);
        write(address, report, hash);
        return address;
    }

    /** Puts a report where its client's last one was, if it fits there. */
    boolean replace(int address, ReportLine report, long hash) {
        boolean fits = report.line().length() <= charAt(address + ROOM);
        if (fits) {
            write(address, report, hash);
        }
        return fits;
    }

    private void write(int address, ReportLine report, long hash) {
        LONGS.set(bytes, address + TIME, report.timeNanos());
        LONGS.set(bytes, address + HASH, hash);
        CHARS.set(bytes, address + LENGTH, (char) report.line().length());
        CHARS.set(bytes, address + NAME_START, (char) report.nameStart());
        CHARS.set(bytes, address + NAME_LENGTH, (char) report.client().length());
        report.line().copyTo(bytes, address + LINE);
    }

    /** How many bytes a record takes. */
    int size(int address) {
        return LINE + charAt(address + ROOM);
    }

    /** Adds a record of others, as it is; returns its address. */
    int add(RecordArena others, int address) {
        int moved = end;
        int size = others.size(address);
        System.arraycopy(others.bytes, address, bytes, moved, size);
        end += size;
        return moved;
    }

    /** How many bytes its records take, with those that were given up. */
    int length() {
        return end;
    }

    /** Reads from all of a usual record, where it may be one; returns something of it. */
    long touch(int address) {
        return address < 0 || address + USUAL_SIZE > bytes.length
                ? 0
                : bytes[address] + bytes[address + USUAL_SIZE / 2] + bytes[address + USUAL_SIZE - 1];
    }

    boolean isOf(int address, Bytes client) {
        int name = address + LINE + charAt(address + NAME_START);
        return client.isAt(bytes, name, charAt(address + NAME_LENGTH));
    }

    /** The line of a report: a view, for as long as nobody changes it. */
    Bytes line(int address) {
        int line = address + LINE;
        return Bytes.view(bytes, line, line + charAt(address + LENGTH));
    }

    long timeNanos(int address) {
        return (long) LONGS.get(bytes, address + TIME);
    }

    long hash(int address) {
        return (long) LONGS.get(bytes, address + HASH);
    }

    /** Whether a record is a tombstone. */
    boolean isTombstone(int address) {
        return ReportLine.isTombstone(line(address), charAt(address + NAME_START) + charAt(address + NAME_LENGTH) + 1);
    }

    /** The feeds that a report is part of, by their bits. */
    long feeds(int address) {
        return (long) LONGS.get(bytes, address + FEEDS);
    }

    void setFeeds(int address, long feeds) {
        LONGS.set(bytes, address + FEEDS, feeds);
    }

    /** Writes the line of a report that neighbours get. */
    void writeForNeighbour(int address, ByteWriter out) {
        ReportLine.writeForNeighbour(line(address), charAt(address + NAME_START), charAt(address + NAME_LENGTH), out);
    }

    /** The report, in bytes of its own. */
    Report read(int address) {
        return new Report(
                line(address).copy(), timeNanos(address), charAt(address + NAME_START), charAt(address + NAME_LENGTH));
    }

    private int charAt(int index) {
        return (char) CHARS.get(bytes, index);
    }
}
