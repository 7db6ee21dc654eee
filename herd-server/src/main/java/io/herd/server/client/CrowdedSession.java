package io.herd.server.client;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Invalid;
import io.herd.server.net.LineListener;
import io.herd.server.net.Wire;

/**
 * A connection that came when there were too many: its first command is refused, and it is closed. Confined to the connection's event loop.
 */
public final class CrowdedSession implements LineListener {
    /** How long the first command may take, in ms. */
    private static final long PATIENCE = 1_000;

    private final Wire wire;
    private boolean decided;

    public CrowdedSession(Timer timer, Wire wire) {
        this.wire = wire;
        timer.run(PATIENCE, () -> {
            if (!decided) {
                wire.abort();
            }
        });
    }

    @Override
    public void line(Bytes line) {
        refuse(line);
    }

    private void refuse(Bytes line) {
        decided = true;
        var reply = new ByteWriter(line.length() + 3);
        Invalid.writeReply(line, reply);
        wire.send(reply.take());
        wire.finish();
    }

    @Override
    public void unfinishedLine(Bytes line) {
        refuse(line);
    }

    @Override
    public void overlongLine(Bytes head) {
        refuse(head);
    }

    @Override
    public void endOfRead() {
        // Nothing waits for it.
    }

    @Override
    public void endOfInput() {
        stop();
    }

    @Override
    public void writable() {
        // Nothing waits for it.
    }

    @Override
    public void stop() {
        decided = true;
        wire.finish();
    }

    @Override
    public void closed() {
        decided = true;
    }
}
