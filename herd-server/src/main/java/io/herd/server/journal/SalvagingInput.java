package io.herd.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** Reads a file of which the disk may not return all pages: those are read as zeros, and counted. Confined to one thread. */
final class SalvagingInput implements Disk.Input {
    private static final int PAGE = 4_096;

    private final Disk.Input file;
    /** Up to where it reads zeros, after a failure. */
    private long zerosTo;
    /** How much the next failure skips: twice as much as the one right before, as a disk takes long to fail. */
    private long skip = PAGE;

    private long unreadable;

    SalvagingInput(Disk.Input file) {
        this.file = file;
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        if (position < zerosTo) {
            return zeros(into, position);
        }
        try {
            int read = file.read(into, position);
            skip = PAGE;
            return read;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // What precedes an unreadable page is read by itself, so the page is the one at this position.
            zerosTo = Math.min(position - position % PAGE + skip, size());
            skip *= 2;
            return zeros(into, position);
        }
    }

    private int zeros(ByteBuffer into, long position) {
        int count = (int) Math.min(into.remaining(), zerosTo - position);
        into.put(new byte[count]);
        unreadable += count;
        return count;
    }

    /** How many bytes could not be read so far. */
    long unreadable() {
        return unreadable;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void force() throws IOException {
        file.force();
    }

    @Override
    public void close() {
        file.close();
    }
}
