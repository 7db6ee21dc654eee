package io.herd.server.journal;

import io.herd.protocol.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole batches of a file, whatever stands between them: behind damage it searches for the next batch with the file's id
 * and a right checksum.
 */
final class BatchScanner {
    private static final int CAPACITY = 4 * BatchHeader.MOST_BYTES;

    private final Disk.Input file;
    private final FileHeader.Result header;
    /** The part of the file that is being read; its position is how far. */
    private final ByteBuffer window;
    /** The position in the file of the first byte behind the window. */
    private long end;

    private @Nullable Long fileId;
    private long nextSequence;
    private long forced;
    private final List<Gap> gaps = new ArrayList<>();
    private long skipped;

    /**
     * @param header of the batch
     * @param lines its reports, as neighbours get them, each with its LF
     */
    record Batch(BatchHeader header, Bytes lines) {}

    /** Batches that are not there, by their sequence numbers. */
    private record Gap(long from, long to) {}

    /** Begins to read a file. One with a damaged header is read nevertheless: its first batch tells its id. */
    BatchScanner(Disk.Input file) throws IOException {
        this.file = file;
        window = ByteBuffer.allocate((int) Math.min(CAPACITY, file.size())).flip();
        var page = new byte[ensure(FileHeader.LENGTH) ? FileHeader.LENGTH : window.remaining()];
        window.get(window.position(), page);
        header = FileHeader.read(page);
        if (header instanceof FileHeader.Result.Whole(var whole)) {
            fileId = whole.fileId();
            window.position(FileHeader.LENGTH);
        }
    }

    FileHeader.Result header() {
        return header;
    }

    /** The next whole batch; null at the end of the file. */
    @Nullable
    Batch next() throws IOException {
        while (ensure(BatchHeader.LENGTH)) {
            int start = window.position();
            BatchHeader found = BatchHeader.isMagic(window, start) ? BatchHeader.read(window, start) : null;
            if (found != null && isWhole(found)) {
                return take(found);
            }
            skip();
        }
        while (window.hasRemaining()) {
            skipped += window.get() == 0 ? 0 : 1;
        }
        return null;
    }

    private boolean isWhole(BatchHeader found) throws IOException {
        return found.isSound()
                && (fileId == null || fileId == found.fileId())
                && ensure(BatchHeader.LENGTH + found.length())
                && BatchHeader.isIntact(window, window.position(), found.length());
    }

    private Batch take(BatchHeader found) {
        fileId = found.fileId();
        if (found.sequence() > nextSequence) {
            gaps.add(new Gap(nextSequence, found.sequence()));
        }
        forced = Math.max(forced, found.forced());
        nextSequence = Math.max(nextSequence, found.sequence() + 1);
        var lines = new byte[found.length()];
        window.position(window.position() + BatchHeader.LENGTH).get(lines);
        skipped = 0;
        return new Batch(found, Bytes.view(lines, 0, lines.length));
    }

    /** Goes to the next byte with which a batch may begin. */
    private void skip() {
        int at = window.position();
        do {
            skipped += window.get(at) == 0 ? 0 : 1;
            at++;
        } while (at < window.limit() && window.get(at) != BatchHeader.FIRST_BYTE);
        window.position(at);
    }

    /** Has the window hold at least so many bytes; false where the file has no more. */
    private boolean ensure(int bytes) throws IOException {
        if (window.remaining() >= bytes) {
            return true;
        }
        window.compact();
        int read = 0;
        while (window.hasRemaining() && read >= 0) {
            read = file.read(window, end);
            end += Math.max(0, read);
        }
        window.flip();
        return window.remaining() >= bytes;
    }

    /** At the end: how many batches are missing that had been forced. That is damage; what was not forced may be missing after a power cut. */
    long missing() {
        return gaps.stream()
                .mapToLong(gap -> Math.max(0, Math.min(gap.to, forced) - gap.from))
                .sum();
    }

    /** At the end: how many bytes that are not zero stand behind the last whole batch, most likely of a write that was cut off. */
    long torn() {
        return skipped;
    }
}
