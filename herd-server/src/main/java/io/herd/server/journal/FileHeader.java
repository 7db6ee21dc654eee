package io.herd.server.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The first page of a file.
 *
 * @param isSnapshot whether it is a snapshot, or else a log
 * @param server the name of the server whose journal it is
 * @param number the file's number
 * @param fileId random; each of the file's batches carries it, so that no other bytes are taken for one
 * @param previous the number of the log before; 0 if there is none, and in a snapshot
 * @param since when the memory began that the file is part of: POSIX time in nanoseconds
 */
record FileHeader(boolean isSnapshot, String server, long number, long fileId, long previous, long since) {
    /** The version of the format. Every version has the magic, the version and the checksum where they are now. */
    static final int VERSION = 1;
    /** As long as a page, so that no later write touches it. */
    static final int LENGTH = 4_096;

    private static final long LOG_MAGIC = 0x4845_5244_4c4f_470aL; // HERDLOG and an LF
    private static final long SNAPSHOT_MAGIC = 0x4845_5244_534e_500aL; // HERDSNP and an LF
    private static final int CHECKSUM_AT = LENGTH - Integer.BYTES;
    private static final int NAME_AT = 46;

    /** What a file's first page says. */
    sealed interface Result {
        /** It is a header. */
        record Whole(FileHeader header) implements Result {}

        /** It is the header of a format that this program does not know. */
        record Unknown(int version) implements Result {}

        /** It is damaged, or was not written to the end. */
        record Damaged() implements Result {}
    }

    /** Writes it at the buffer's position, {@link #LENGTH} bytes. */
    void writeTo(ByteBuffer out) {
        byte[] name = server.getBytes(StandardCharsets.UTF_8);
        if (NAME_AT + name.length > CHECKSUM_AT) {
            throw new IllegalArgumentException("a server's name is too long: " + server);
        }
        ByteBuffer page = ByteBuffer.allocate(LENGTH)
                .putLong(isSnapshot ? SNAPSHOT_MAGIC : LOG_MAGIC)
                .putInt(VERSION)
                .putLong(number)
                .putLong(fileId)
                .putLong(previous)
                .putLong(since)
                .putShort((short) name.length)
                .put(name)
                .position(CHECKSUM_AT);
        page.putInt(checksum(page.array()));
        out.put(page.flip());
    }

    /** Reads a file's first {@link #LENGTH} bytes, or as many as it has. */
    static Result read(byte[] page) {
        ByteBuffer in = ByteBuffer.wrap(page);
        if (page.length < LENGTH || in.getInt(CHECKSUM_AT) != checksum(page)) {
            return new Result.Damaged();
        }
        long magic = in.getLong();
        int version = in.getInt();
        if (magic != LOG_MAGIC && magic != SNAPSHOT_MAGIC) {
            return new Result.Damaged();
        } else if (version != VERSION) {
            return new Result.Unknown(version);
        }
        long number = in.getLong();
        long fileId = in.getLong();
        long previous = in.getLong();
        long since = in.getLong();
        int length = Math.clamp(in.getShort(), 0, CHECKSUM_AT - NAME_AT);
        var server = new String(page, NAME_AT, length, StandardCharsets.UTF_8);
        return new Result.Whole(new FileHeader(magic == SNAPSHOT_MAGIC, server, number, fileId, previous, since));
    }

    private static int checksum(byte[] page) {
        var checksum = new CRC32C();
        checksum.update(page, 0, CHECKSUM_AT);
        return (int) checksum.getValue();
    }
}
