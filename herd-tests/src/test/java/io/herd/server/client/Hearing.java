package io.herd.server.client;

import io.herd.protocol.Bytes;
import io.herd.server.net.LineListener;
import java.util.List;

/** A session of which is known what it was handed. */
record Hearing(LineListener session, List<Bytes> heard) implements LineListener {
    @Override
    public void line(Bytes line) {
        heard.add(line.copy());
        session.line(line);
    }

    @Override
    public void unfinishedLine(Bytes line) {
        heard.add(line.copy());
        session.unfinishedLine(line);
    }

    @Override
    public void overlongLine(Bytes head) {
        session.overlongLine(head);
    }

    @Override
    public void endOfRead() {
        session.endOfRead();
    }

    @Override
    public void endOfInput() {
        session.endOfInput();
    }

    @Override
    public void writable() {
        session.writable();
    }

    @Override
    public void stop() {
        session.stop();
    }

    @Override
    public void closed() {
        session.closed();
    }
}
