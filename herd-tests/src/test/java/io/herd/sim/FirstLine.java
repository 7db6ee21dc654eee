package io.herd.sim;

import io.herd.protocol.Bytes;
import io.herd.server.net.LineListener;
import io.herd.server.net.Wire;
import java.util.function.Predicate;

/** What hears the first line of a connection: it is a neighbour's, or the connection ends. */
record FirstLine(Wire wire, Predicate<Bytes> door) implements LineListener {
    @Override
    public void line(Bytes line) {
        if (!door.test(line)) {
            wire.finish();
        }
    }

    @Override
    public void unfinishedLine(Bytes line) {}

    @Override
    public void overlongLine(Bytes head) {
        wire.finish();
    }

    @Override
    public void endOfInput() {
        wire.finish();
    }

    @Override
    public void stop() {
        wire.finish();
    }

    @Override
    public void endOfRead() {}

    @Override
    public void writable() {}

    @Override
    public void closed() {}
}
