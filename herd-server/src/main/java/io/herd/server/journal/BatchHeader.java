package io.herd.server.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What stands before the reports of a batch.
 *
 * @param isFooter whether it ends a snapshot; its count is then that of all reports in the file, and it has no payload
 * @param sequence how many batches come before it in its file
 * @param forced how many batches of the file were known to be forced when it was written
 * @param horizon the horizon of the state at that time: POSIX time in nanoseconds
 * @param count how many reports there are
 * @param length how many bytes these take
 */
record BatchHeader(boolean isFooter, long fileId, long sequence, long forced, long horizon, long count, int length) {
    static final int LENGTH = 52;
    /** How many bytes of reports a batch has at most. */
    static final int MOST_BYTES = 256 * 1_024;

    private static final int MAGIC = 0x4842_4154; // HBAT
    private static final int FOOTER_MAGIC = 0x4846_4f54; // HFOT
    /** The first byte of both. */
    static final byte FIRST_BYTE = MAGIC >>> 24;

    private static final int CHECKSUM_AT = Integer.BYTES;
    private static final int CHECKED_FROM = 2 * Integer.BYTES;

    /** Writes it at the buffer's position, where its payload stands behind it. */
    void writeTo(ByteBuffer out) {
        int start = out.position();
        out.putInt(isFooter ? FOOTER_MAGIC : MAGIC)
                .putInt(0)
                .putLong(fileId)
                .putLong(sequence)
                .putLong(forced)
                .putLong(horizon)
                .putLong(count)
                .putInt(length);
        out.putInt(start + CHECKSUM_AT, checksum(out, start, length));
    }

    /** Reads what may be a header; to be believed once {@link #isIntact}. */
    static BatchHeader read(ByteBuffer in, int start) {
        int at = start + CHECKED_FROM;
        return new BatchHeader(
                in.getInt(start) == FOOTER_MAGIC,
                in.getLong(at),
                in.getLong(at + 8),
                in.getLong(at + 16),
                in.getLong(at + 24),
                in.getLong(at + 32),
                in.getInt(at + 40));
    }

    /** Whether a header may begin here: its magic does. */
    static boolean isMagic(ByteBuffer in, int start) {
        int magic = in.getInt(start);
        return magic == MAGIC || magic == FOOTER_MAGIC;
    }

    /** Whether its length is one that a batch may have. */
    boolean isSound() {
        return length >= 0 && length <= MOST_BYTES && sequence >= 0 && count >= 0;
    }

    /** Whether the checksum of a header, with the payload behind it, is right. */
    static boolean isIntact(ByteBuffer in, int start, int length) {
        return in.getInt(start + CHECKSUM_AT) == checksum(in, start, length);
    }

    private static int checksum(ByteBuffer bytes, int start, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes.slice(start, CHECKSUM_AT));
        checksum.update(bytes.slice(start + CHECKED_FROM, LENGTH - CHECKED_FROM + length));
        return (int) checksum.getValue();
    }
}
