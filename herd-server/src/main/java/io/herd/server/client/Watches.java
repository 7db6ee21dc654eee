package io.herd.server.client;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Invalid;
import io.herd.protocol.Command.WatchCircle;
import io.herd.protocol.Command.WatchClient;
import io.herd.protocol.Report;
import io.herd.server.net.Wire;
import io.herd.server.watch.Interest;
import io.herd.server.watch.OwedChanges;
import io.herd.server.watch.Watcher;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What one connection watches. What has changed is pushed between the replies. While the client does not keep up, or a reply is
 * waited for, only the names of those that have changed are kept, so that it gets the newest once it can. Confined to the
 * connection's event loop.
 */
final class Watches implements Watcher {
    /** So many lines leave in one write. */
    private static final int WRITTEN = 500;

    private static final int UNKNOWN_SIZE = 512;

    private final ClientService service;
    private final Wire wire;
    private final Replies replies;
    private final Executor loop;
    private final WaitingQuestions.Asker asker;
    /** Those whose reply is to come. */
    private final Map<Interest, Beginning> beginning = new HashMap<>();

    private final Set<Interest> interests = new LinkedHashSet<>();
    private final OwedChanges owed = new OwedChanges();

    private record Beginning(Bytes line, Replies.Slot slot) {}

    Watches(ClientService service, Wire wire, Replies replies, Executor loop, WaitingQuestions.Asker asker) {
        this.service = service;
        this.wire = wire;
        this.replies = replies;
        this.loop = loop;
        this.asker = asker;
    }

    boolean watch(Bytes line, WatchClient command) {
        return watch(line, new Interest.OfClient(command.client().copy()));
    }

    boolean watch(Bytes line, WatchCircle command) {
        return watch(line, new Interest.InCircle(command.center(), command.radius()));
    }

    /** Begins a watch, whose reply will be what is known then; false if there are too many, or it has begun already. */
    private boolean watch(Bytes line, Interest interest) {
        if (interests.size() >= service.limits().watches().perConnection() || !interests.add(interest)) {
            return false;
        }
        beginning.put(interest, new Beginning(line.copy(), replies.reserve(UNKNOWN_SIZE)));
        service.live().watch(interest, this, loop);
        return true;
    }

    /** Ends all watches; returns how many there were. */
    int end() {
        int count = interests.size();
        interests.forEach(interest -> service.live().unwatch(interest, this, loop));
        interests.clear();
        owed.clear();
        beginning.values().forEach(each -> each.slot.fill(Bytes.of("\n")));
        beginning.clear();
        return count;
    }

    boolean isEmpty() {
        return interests.isEmpty();
    }

    /** About how many bytes it holds. */
    long heldBytes() {
        return owed.heldBytes();
    }

    @Override
    public void began(Interest interest, List<Report> known) {
        Beginning begun = beginning.remove(interest);
        if (begun != null) {
            reply(begun, out -> {
                known.forEach(report -> report.writeForClient(out));
                out.write('\n');
            });
        } else if (interests.contains(interest)) {
            // It ended and began again before its first reply came: that one was the reply, and this is what is new
            // since.
            owed.add(interest, known.stream().map(Report::client).toList());
            push();
        }
    }

    @Override
    public void ended(Interest interest) {
        if (!interests.remove(interest)) {
            return;
        }
        owed.forget(interest);
        Beginning begun = beginning.remove(interest);
        if (begun != null) {
            service.counters().invalid(service.counters().tooManyWatches);
            reply(begun, out -> Invalid.writeReply(begun.line, out));
        } else {
            wire.send(Bytes.of("! ENDED\n"));
        }
    }

    private void reply(Beginning begun, Consumer<ByteWriter> lines) {
        var out = new ByteWriter(0);
        lines.accept(out);
        begun.slot.fill(out.take());
        asker.proceed();
    }

    @Override
    public void changed(Interest interest, Collection<Bytes> clients, Bytes lines) {
        if (!interests.contains(interest)) {
            return;
        }
        if (owed.isEmpty() && mayPush()) {
            wire.send(lines);
        } else {
            owed.add(interest, clients);
            push();
        }
    }

    private boolean mayPush() {
        return wire.isWritable() && replies.waiting() == 0;
    }

    /** Pushes what is owed, as far as the client keeps up. */
    void push() {
        while (!owed.isEmpty() && mayPush()) {
            var out = new ByteWriter(0);
            owed.take(WRITTEN, (interest, client) -> interest.writeChange(service.state(), client, out));
            wire.send(out.take());
        }
    }
}
