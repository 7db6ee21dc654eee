package io.herd.server.owner;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Auth;
import io.herd.protocol.Command.Forward;
import io.herd.server.net.LineListener;
import io.herd.server.net.Wire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server of another herd: says commands, and takes the replies in their order. It begins with a greeting, so that the
 * other side forwards none of them in turn. Confined to the connection's event loop.
 */
final class ForwardLink implements LineListener {
    private static final int USUAL_BYTES = 1_024;

    private final Wire wire;
    private final Bytes owner;
    private final Promise<Void> opened = Promise.promise();
    private final Promise<Boolean> ended = Promise.promise();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final ByteWriter unsent = new ByteWriter(USUAL_BYTES);
    private ForwardFailure reason = ForwardFailure.AWAY;
    private boolean awaitsAuth;
    private boolean isFlushDue;
    private boolean isClosed;

    /** A command whose reply is to come, and when it was said, in ms. */
    private record Waiting(Promise<Bytes> reply, long since) {}

    /**
     * @param here the name of this herd
     * @param owner the name of the herd that must be at the other end
     * @param token what the other side is shown; null for nothing
     */
    ForwardLink(Wire wire, String here, String owner, @Nullable String token) {
        this.wire = wire;
        this.owner = Bytes.of(owner);
        awaitsAuth = token != null;
        if (token != null) {
            unsent.write(Auth.WORD + " " + token + "\n");
        }
        unsent.write(Forward.WORD + " " + here + "\n");
        flushSoon();
    }

    /** Completes once the other side has returned the greeting; fails, with a reason for people, if it does not. */
    Future<Void> opened() {
        return opened.future();
    }

    /** Completes when the connection is gone: with whether commands were waiting for replies. */
    Future<Boolean> ended() {
        return ended.future();
    }

    /** Says a command, without its LF; the future has the reply, without its own. */
    Future<Bytes> say(Bytes command, long now) {
        if (isClosed) {
            return Future.failedFuture(new ForwardException(reason));
        }
        Promise<Bytes> reply = Promise.promise();
        waiting.add(new Waiting(reply, now));
        unsent.write(command).write('\n');
        flushSoon();
        return reply.future();
    }

    /** All that is said in one turn of the event loop leaves in one write. */
    private void flushSoon() {
        if (!isFlushDue) {
            isFlushDue = true;
            wire.soon(() -> {
                isFlushDue = false;
                wire.send(unsent.take());
            });
        }
    }

    /** To be called now and then: breaks the connection if a command has waited for its reply for too long. */
    void tick(long now, long timeout) {
        Waiting oldest = waiting.peek();
        if (oldest != null && now - oldest.since > timeout) {
            abort(ForwardFailure.TIMEOUT);
        }
    }

    /** Breaks the connection; commands that wait fail for a reason. */
    void abort(ForwardFailure why) {
        reason = why;
        wire.abort();
        end();
    }

    @Override
    public void line(Bytes line) {
        if (isClosed) {
            return;
        }
        if (awaitsAuth) {
            awaitsAuth = false;
            if (!line.startsWith(Auth.WORD)) {
                refuse("it does not accept kafka.forward.token");
            }
        } else if (!opened.future().isComplete()) {
            greeted(line);
        } else {
            Waiting next = waiting.poll();
            if (next == null) {
                refuse("it says what nobody asked");
            } else {
                next.reply.complete(line.copy());
            }
        }
    }

    private void greeted(Bytes line) {
        String greeting = Forward.WORD + " ";
        if (line.startsWith(greeting)
                && line.subSequence(greeting.length(), line.length()).equals(owner)) {
            opened.complete();
        } else {
            refuse(
                    line.startsWith(greeting)
                            ? "it is of the herd " + line.subSequence(greeting.length(), line.length())
                            : "it takes no commands of other herds: see kafka.partitions and access there");
        }
    }

    private void refuse(String problem) {
        opened.tryFail(problem);
        abort(ForwardFailure.AWAY);
    }

    private void end() {
        if (!isClosed) {
            isClosed = true;
            opened.tryFail("it has closed the connection");
            boolean hasLost = !waiting.isEmpty();
            var failure = new ForwardException(reason);
            for (Waiting each = waiting.poll(); each != null; each = waiting.poll()) {
                each.reply.fail(failure);
            }
            ended.complete(hasLost);
        }
    }

    @Override
    public void unfinishedLine(Bytes line) {
        // Half a reply may look like a whole one.
    }

    @Override
    public void overlongLine(Bytes head) {
        abort(ForwardFailure.MALFORMED);
    }

    @Override
    public void endOfRead() {
        // Nothing waits for it.
    }

    @Override
    public void endOfInput() {
        abort(ForwardFailure.AWAY);
    }

    @Override
    public void writable() {
        // What waits is bounded by kafka.forward.bytes.
    }

    @Override
    public boolean mayBeIdle() {
        return true;
    }

    @Override
    public void stop() {
        abort(ForwardFailure.AWAY);
    }

    @Override
    public void closed() {
        end();
    }
}
