package io.herd.state;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.RecordKind;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLine;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reports as bytes, one behind the other in pages, each where its address says. A newer report takes its client's old place: what
 * is known costs the garbage collector nothing, however often it changes, and lies close together. To grow moves nothing, but while
 * there is only one page. Confined to whoever holds the shard.
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

    // An address is the number of a page and, in its last bits, a place in the page. No record takes a whole page.
    private static final int PLACE_BITS = 15;
    private static final int PAGE = 1 << PLACE_BITS;
    private static final int PLACE = PAGE - 1;
    /** The first page starts small: the fewest herds have clients for all shards. */
    private static final int SMALLEST = 256;

    private byte[][] pages = {new byte[SMALLEST]};
    /** How many bytes of the last page are taken. */
    private int used;
    /** How many bytes the records take, with those that were given up. */
    private int length;

    /** How many bytes a record of a report takes. */
    static int sizeOf(ReportLine report) {
        return (LINE + report.line().length() + GRAIN - 1) & -GRAIN;
    }

    /** How many bytes are allocated. */
    int bytes() {
        return pages.length == 1 ? last().length : Math.multiplyExact(pages.length, PAGE);
    }

    /** How many bytes {@link #grow} allocates for a report, or a record, of a size. */
    int growth(int size) {
        int room = last().length - used;
        if (room >= size) {
            return 0;
        }
        return fitsInLastPage(size) ? grownLength(size) - last().length : PAGE - last().length + PAGE;
    }

    /** Has room for a report, or a record, of a size from now on. */
    void grow(int size) {
        int last = pages.length - 1;
        if (growth(size) == 0) {
            return;
        }
        boolean fits = fitsInLastPage(size);
        if (pages[last].length < PAGE) {
            pages[last] = Arrays.copyOf(pages[last], fits ? grownLength(size) : PAGE);
        }
        if (!fits) {
            pages = Arrays.copyOf(pages, pages.length + 1);
            pages[last + 1] = new byte[PAGE];
            used = 0;
        }
    }

    private boolean fitsInLastPage(int size) {
        return used + size <= PAGE;
    }

    private int grownLength(int size) {
        return Math.min(PAGE, Math.max(2 * last().length, used + size));
    }

    private byte[] last() {
        return pages[pages.length - 1];
    }

    /** Adds a report that is pending for nobody; returns its address. There must be {@linkplain #grow room}. */
    int add(ReportLine report, long hash) {
        int size = sizeOf(report);
        int address = take(size);
        byte[] page = page(address);
        CHARS.set(page, place(address) + ROOM, (char) (size - LINE));
        LONGS.set(page, place(address) + FEEDS, 0L);
        write(address, report, hash);
        return address;
    }

    private int take(int size) {
        int address = (pages.length - 1) << PLACE_BITS | used;
        used += size;
        length += size;
        return address;
    }

    private byte[] page(int address) {
        return pages[address >>> PLACE_BITS];
    }

    private static int place(int address) {
        return address & PLACE;
    }

    /** Puts a report where its client's last one was, if it fits there. */
    boolean replace(int address, ReportLine report, long hash) {
        boolean fits = report.line().length() <= charAt(address, ROOM);
        if (fits) {
            write(address, report, hash);
        }
        return fits;
    }

    private void write(int address, ReportLine report, long hash) {
        byte[] page = page(address);
        int place = place(address);
        LONGS.set(page, place + TIME, report.timeNanos());
        LONGS.set(page, place + HASH, hash);
        CHARS.set(page, place + LENGTH, (char) report.line().length());
        CHARS.set(page, place + NAME_START, (char) report.nameStart());
        CHARS.set(page, place + NAME_LENGTH, (char) report.client().length());
        report.line().copyTo(page, place + LINE);
    }

    /** How many bytes a record takes. */
    int size(int address) {
        return LINE + charAt(address, ROOM);
    }

    /** Adds a record of others, as it is; returns its address. There must be {@linkplain #grow room}. */
    int add(RecordArena others, int address) {
        int size = others.size(address);
        int moved = take(size);
        System.arraycopy(others.page(address), place(address), page(moved), place(moved), size);
        return moved;
    }

    /** How many bytes its records take, with those that were given up. */
    int length() {
        return length;
    }

    /** Reads from all of a usual record, where it may be one; returns something of it. */
    long touch(int address) {
        byte[][] seen = pages;
        int number = address >>> PLACE_BITS;
        if (address < 0 || number >= seen.length) {
            return 0;
        }
        byte[] page = seen[number];
        int place = place(address);
        return place + USUAL_SIZE > page.length
                ? 0
                : page[place] + page[place + USUAL_SIZE / 2] + page[place + USUAL_SIZE - 1];
    }

    boolean isOf(int address, Bytes client) {
        int name = place(address) + LINE + charAt(address, NAME_START);
        return client.isAt(page(address), name, charAt(address, NAME_LENGTH));
    }

    /** The line of a report: a view, for as long as nobody changes it. */
    Bytes line(int address) {
        int line = place(address) + LINE;
        return Bytes.view(page(address), line, line + charAt(address, LENGTH));
    }

    long timeNanos(int address) {
        return longAt(address, TIME);
    }

    long hash(int address) {
        return longAt(address, HASH);
    }

    /** What a record is about. */
    RecordKind kind(int address) {
        return ReportLine.kind(line(address), charAt(address, NAME_START), charAt(address, NAME_LENGTH));
    }

    /** The feeds that a report is part of, by their bits. */
    long feeds(int address) {
        return longAt(address, FEEDS);
    }

    void setFeeds(int address, long feeds) {
        LONGS.set(page(address), place(address) + FEEDS, feeds);
    }

    /** Writes the line of a report that neighbours get. */
    void writeForNeighbour(int address, ByteWriter out) {
        ReportLine.writeForNeighbour(line(address), charAt(address, NAME_START), charAt(address, NAME_LENGTH), out);
    }

    /** The report, in bytes of its own. */
    Report read(int address) {
        return new Report(
                line(address).copy(), timeNanos(address), charAt(address, NAME_START), charAt(address, NAME_LENGTH));
    }

    private int charAt(int address, int field) {
        return (char) CHARS.get(page(address), place(address) + field);
    }

    private long longAt(int address, int field) {
        return (long) LONGS.get(page(address), place(address) + field);
    }
}
