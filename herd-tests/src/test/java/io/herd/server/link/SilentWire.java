package io.herd.server.link;

import static java.util.Objects.requireNonNull;

import io.herd.protocol.Bytes;
import io.herd.server.net.LineListener;
import io.herd.server.net.Wire;
import org.jspecify.annotations.Nullable;

/** A wire whose other end reads all, and of which only the first write and the number of bytes are kept. */
final class SilentWire implements Wire {
    private @Nullable LineListener listener;
    private @Nullable Bytes first;
    private long sent;

    void listen(LineListener session) {
        listener = session;
    }

    LineListener listener() {
        return requireNonNull(listener);
    }

    Bytes first() {
        return requireNonNull(first);
    }

    long sent() {
        return sent;
    }

    @Override
    public void send(Bytes bytes) {
        first = first == null ? bytes.copy() : first;
        sent += bytes.length();
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public void pause() {
        // Nothing waits.
    }

    @Override
    public void resume() {
        // Nothing waits.
    }

    @Override
    public void finish() {
        // What comes after the end must not count either.
    }

    @Override
    public void abort() {
        // As above.
    }

    @Override
    public void soon(Runnable task) {
        task.run();
    }

    @Override
    public void handOver(LineListener next, int lineLimit) {
        listener = next;
    }

    @Override
    public String peer() {
        return "fuzz";
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }
}
