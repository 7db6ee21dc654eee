package io.herd.sim;

import io.herd.protocol.Bytes;
import io.herd.server.net.LineListener;
import io.herd.server.net.Wire;
import java.util.function.Consumer;

/** The server's end of a connection to a client that reads all replies at once, and sends only one read. */
final class ClientWire implements Wire {
    private final Consumer<String> client;

    /** @param client hears each reply as it leaves the server */
    ClientWire(Consumer<String> client) {
        this.client = client;
    }

    @Override
    public void send(Bytes bytes) {
        bytes.toString().lines().forEach(client);
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
    public void soon(Runnable task) {
        throw new UnsupportedOperationException("no client's session needs it");
    }

    @Override
    public void handOver(LineListener next, int lineLimit) {
        throw new UnsupportedOperationException("no client's session does");
    }

    @Override
    public String peer() {
        return "client";
    }
}
