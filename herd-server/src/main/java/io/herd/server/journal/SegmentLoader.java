package io.herd.server.journal;

import io.herd.protocol.Bytes;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.ToLongFunction;

/** Reads all segments of a log, the oldest first. What is damaged or cannot be read is skipped and counted. Used once. */
final class SegmentLoader {
    private final Disk disk;
    private final String server;
    private final ToLongFunction<Bytes> reader;
    private final List<Segment> segments = new ArrayList<>();
    private final List<SegmentLines> uncertain = new ArrayList<>();
    private final List<String> damaged = new ArrayList<>();
    private long damagedBatches;
    private long nextNumber;

    /** @param reader takes the lines of a batch, and returns the latest time in them */
    SegmentLoader(Disk disk, String server, ToLongFunction<Bytes> reader) {
        this.disk = disk;
        this.server = server;
        this.reader = reader;
    }

    /** Reads them, and deletes those that hold nothing. */
    void load() throws IOException, JournalException {
        // A killed process leaves what is not forced, and clients would be told that it is durable.
        disk.forceDirectory();
        JournalFiles files = JournalFiles.of(disk);
        nextNumber = files.nextNumber();
        for (FileName name : files.logsFrom(0)) {
            load(name);
        }
    }

    private void load(FileName name) throws IOException, JournalException {
        var last = new UncertainBatches();
        var newest = new LongAccumulator(Math::max, 0);
        FileScan scan = read(name, last, newest);
        scan.checkUsable(disk.path(), server);
        damagedBatches += scan.missing();
        if (scan.condition() == FileScan.Condition.DAMAGED) {
            damaged.add(name.toString());
        }
        if (scan.records() == 0 && scan.condition() != FileScan.Condition.DAMAGED) {
            disk.delete(name.toString());
            return;
        }
        segments.add(new Segment(name, scan.bytes(), newest.get()));
        last.lines()
                .filter(lines -> lines.length() > 0)
                .forEach(lines -> uncertain.add(SegmentLines.of(lines, newest.get())));
    }

    private FileScan read(FileName name, UncertainBatches last, LongAccumulator newest) throws IOException {
        try (Disk.Input input = disk.open(name.toString())) {
            force(name, input);
            return FileScan.of(name, input, batch -> {
                newest.accumulate(reader.applyAsLong(batch.lines()));
                last.accept(batch);
            });
        } catch (AccessDeniedException | ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            return FileScan.unopened(name);
        }
    }

    private void force(FileName name, Disk.Input input) {
        try {
            input.force();
        } catch (IOException e) {
            damaged.add(name.toString());
        }
    }

    List<Segment> segments() {
        return segments;
    }

    /** What may not have been forced: it is to be written again. */
    List<SegmentLines> uncertain() {
        return uncertain;
    }

    /** The files in which something is missing or unreadable. */
    List<String> damaged() {
        return damaged;
    }

    long damagedBatches() {
        return damagedBatches;
    }

    /** Above the number of every file. */
    long nextNumber() {
        return nextNumber;
    }
}
