package io.herd.server.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The directory of a journal or a history, as far as these need it. Safe for any number of threads, each file for one. */
public interface Disk extends Closeable {
    /** The names of all files. */
    List<String> list() throws IOException;

    /** Creates a file that does not exist yet. */
    Output create(String name) throws IOException;

    Input open(String name) throws IOException;

    /** Renames a file; one that has the new name is replaced. */
    void rename(String from, String to) throws IOException;

    void delete(String name) throws IOException;

    /** Returns once creations, renames and deletions survive a power cut. */
    void forceDirectory() throws IOException;

    /** How many bytes may still be written. */
    long freeBytes() throws IOException;

    /** The path of the directory, for messages. */
    String path();

    /** A file that grows at its end. */
    interface Output extends Closeable {
        /** Writes all that remains in a buffer. */
        void append(ByteBuffer bytes) throws IOException;

        /** Returns once all that was appended survives a power cut. If it fails, what was appended since the last time may be lost. */
        void force() throws IOException;

        @Override
        void close();
    }

    /** A file to be read. */
    interface Input extends Closeable {
        /** Reads into a buffer from a position of the file on; returns how many bytes, or -1 at its end. */
        int read(ByteBuffer into, long position) throws IOException;

        long size() throws IOException;

        /** Returns once all that the file holds survives a power cut. */
        void force() throws IOException;

        @Override
        void close();
    }
}
