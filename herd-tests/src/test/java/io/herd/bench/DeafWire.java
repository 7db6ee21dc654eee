package io.herd.bench;

import io.herd.protocol.Bytes;
import io.herd.server.net.LineListener;
import io.herd.server.net.Wire;

/** A wire that leads nowhere. */
final class DeafWire implements Wire {
    private long sent;

    /** How many bytes were sent. */
    long sent() {
        return sent;
    }

    @Override
    public void send(Bytes bytes) {
        sent += bytes.length();
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void finish() {}

    @Override
    public void abort() {}

    @Override
    public void soon(Runnable task) {}

    @Override
    public void handOver(LineListener next, int lineLimit) {}

    @Override
    public String peer() {
        return "nowhere";
    }
}
