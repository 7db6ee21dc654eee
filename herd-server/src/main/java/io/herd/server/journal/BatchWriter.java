package io.herd.server.journal;

import io.herd.protocol.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes a file of the journal: its header, then batches. Once one of its methods has failed, it is only closed. */
final class BatchWriter implements AutoCloseable {
    private static final Bytes NOTHING = Bytes.of("");
    private static final int CAPACITY = BatchHeader.MOST_BYTES + 2 * FileHeader.LENGTH;

    private final Disk.Output file;
    private final long fileId;
    /** Direct, as the JDK copies other buffers into hidden ones of each thread. */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);

    private long batches;
    private long records;
    private long forced;
    private long length;

    private BatchWriter(Disk.Output file, long fileId) {
        this.file = file;
        this.fileId = fileId;
    }

    /** Creates a file and writes its header; neither survives a power cut before file and directory have been forced. */
    static BatchWriter create(Disk disk, FileName name, FileHeader header) throws IOException {
        var writer = new BatchWriter(disk.create(name.toString()), header.fileId());
        header.writeTo(writer.buffer);
        try {
            writer.write();
        } catch (IOException e) {
            writer.close();
            throw e;
        }
        return writer;
    }

    /**
     * Adds reports, as batches.
     *
     * @param lines as neighbours get them, each with its LF
     * @param count how many they are
     * @param horizon that of the state: POSIX time in nanoseconds
     */
    void add(Bytes lines, int count, long horizon) throws IOException {
        if (lines.length() <= BatchHeader.MOST_BYTES) {
            add(lines, horizon, count);
            return;
        }
        for (int start = 0; start < lines.length(); ) {
            int end = endOfBatch(lines, start);
            add(lines.subSequence(start, end), horizon, lineFeeds(lines, start, end));
            start = end;
        }
    }

    /** Adds a batch that has no reports, and only says how far the state has forgotten. */
    void addHorizon(long horizon) throws IOException {
        add(NOTHING, horizon, 0);
    }

    private static int endOfBatch(Bytes lines, int start) {
        if (lines.length() - start <= BatchHeader.MOST_BYTES) {
            return lines.length();
        }
        int end = start + BatchHeader.MOST_BYTES;
        while (lines.charAt(end - 1) != '\n') {
            end--;
        }
        return end;
    }

    /** How many lines end between two indexes. */
    static int lineFeeds(Bytes lines, int start, int end) {
        int count = 0;
        for (int i = start; i < end; i++) {
            count += lines.charAt(i) == '\n' ? 1 : 0;
        }
        return count;
    }

    private void add(Bytes lines, long horizon, int count) throws IOException {
        if (buffer.remaining() < BatchHeader.LENGTH + lines.length()) {
            write();
        }
        int start = buffer.position();
        buffer.position(start + BatchHeader.LENGTH).put(lines.toByteBuffer());
        int end = buffer.position();
        buffer.position(start);
        new BatchHeader(false, fileId, batches, forced, horizon, count, lines.length()).writeTo(buffer);
        buffer.position(end);
        batches++;
        records += count;
    }

    /** Adds the footer, which says that all is there. */
    void addFooter(long horizon) throws IOException {
        if (buffer.remaining() < BatchHeader.LENGTH) {
            write();
        }
        new BatchHeader(true, fileId, batches, forced, horizon, records, 0).writeTo(buffer);
        batches++;
    }

    /** Writes what was added; it survives the process. */
    void write() throws IOException {
        if (buffer.position() > 0) {
            buffer.flip();
            length += buffer.remaining();
            file.append(buffer);
            buffer.clear();
        }
    }

    /**
     * Writes what was added, and returns once all survives a power cut. It fills the last page first, so that no later write
     * touches a page that was forced.
     */
    void force() throws IOException {
        int padding = (int) (-(length + buffer.position()) & (FileHeader.LENGTH - 1));
        if (buffer.remaining() < padding) {
            write();
        }
        buffer.put(new byte[padding]);
        write();
        file.force();
        forced = batches;
    }

    /** Whether there are batches that have not been forced. */
    boolean hasUnforced() {
        return forced != batches;
    }

    /** How many bytes were written. */
    long length() {
        return length;
    }

    long records() {
        return records;
    }

    @Override
    public void close() {
        file.close();
    }
}
