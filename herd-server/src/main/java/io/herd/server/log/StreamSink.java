package io.herd.server.log;

import java.io.IOException;
import java.io.OutputStream;

/** Writes to a stream of the process, which stays open. */
record StreamSink(OutputStream stream) implements Sink {
    @Override
    public void write(byte[] lines) {
        try {
            stream.write(lines);
        } catch (IOException _) {
            // Nobody reads it, and there is nowhere else to say so.
        }
    }

    @Override
    public void flush() {
        try {
            stream.flush();
        } catch (IOException _) {
            // As above.
        }
    }

    @Override
    public void close() {
        // It belongs to the process.
    }
}
