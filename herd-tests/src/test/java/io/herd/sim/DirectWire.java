package io.herd.sim;

import io.herd.protocol.Bytes;
import io.herd.server.net.LineListener;
import io.herd.server.net.Wire;
import java.util.function.Consumer;

/** The server's end of a connection to a client, without a socket: what the server sends arrives at once. */
public class DirectWire implements Wire {
    private final Consumer<Bytes> client;

    /** @param client hears what leaves the server, write by write */
    public DirectWire(Consumer<Bytes> client) {
        this.client = client;
    }

    @Override
    public void send(Bytes bytes) {
        client.accept(bytes);
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

    @Override
    public String host() {
        return "127.0.0.1";
    }
}
