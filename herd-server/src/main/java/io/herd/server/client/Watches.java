package io.herd.server.client;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command;
import io.herd.protocol.Command.Invalid;
import io.herd.protocol.Report;
import io.herd.server.net.Wire;
import io.herd.server.watch.Interest;
import io.herd.server.watch.OwedChanges;
import io.herd.server.watch.Presence;
import io.herd.server.watch.Watcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What one connection watches. What has changed is pushed between the replies. While the client does not keep up, or a reply is
 * waited for, only the names of those that have changed are kept, so that it gets the newest once it can. Confined to the
 * connection's event loop.
 */
final class Watches {
    /** So many lines leave in one write. */
    private static final int WRITTEN = 500;

    private final ClientService service;
    private final Wire wire;
    private final Replies replies;
    private final Executor loop;
    private final WaitingQuestions.Asker asker;
    private final Map<Interest, Watch> watches = new HashMap<>();
    private final OwedChanges<Interest> owed = new OwedChanges<>();

    Watches(ClientService service, Wire wire, Replies replies, Executor loop, WaitingQuestions.Asker asker) {
        this.service = service;
        this.wire = wire;
        this.replies = replies;
        this.loop = loop;
        this.asker = asker;
    }

    /** Begins a watch, whose reply will be what is known then; false if there are too many, or it has begun already. */
    boolean watch(Bytes line, Command.Watch command) {
        Interest interest = interest(command);
        if (watches.size() >= service.limits().watches().perConnection() || watches.containsKey(interest)) {
            return false;
        }
        var watch = new Watch(line.copy(), replies.reserve(Interest.WATCH_BYTES));
        watches.put(interest, watch);
        service.live().watch(interest, watch, loop);
        return true;
    }

    private static Interest interest(Command.Watch command) {
        return switch (command) {
            case Command.WatchClient(var client) -> new Interest.OfClients(client.copy());
            case Command.WatchPrefix(var prefix) -> new Interest.OfPrefix(prefix.copy());
            case Command.WatchCircle(var center, var radius) -> new Interest.InCircle(center, radius);
            case Command.WatchBox(var box) -> new Interest.InBox(box);
            case Command.WatchAround(var client, var radius) -> new Interest.AroundClient(client.copy(), radius);
        };
    }

    /** Ends all watches; returns how many there were. Replies that are still to come do come. */
    int end() {
        int count = watches.size();
        watches.forEach((interest, watch) -> service.live().unwatch(interest, watch, loop));
        watches.clear();
        owed.clear();
        return count;
    }

    boolean isEmpty() {
        return watches.isEmpty();
    }

    /** About how many bytes it holds. */
    long heldBytes() {
        return (long) Interest.WATCH_BYTES * watches.size() + owed.heldBytes();
    }

    /** Pushes what is owed, as far as the client keeps up. */
    void push() {
        while (!owed.isEmpty() && mayPush()) {
            OwedChanges.Batch<Interest> batch = owed.take(WRITTEN);
            var out = new ByteWriter(0);
            batch.clients()
                    .forEach((client, presence) ->
                            batch.subscription().writeChange(service.state(), client, presence, out));
            wire.send(out.take());
        }
    }

    private boolean mayPush() {
        return wire.isWritable() && replies.waiting() == 0;
    }

    /** One command to watch: its reply, and what follows. */
    private final class Watch implements Watcher {
        private final Bytes line;
        private final Replies.Slot slot;
        private boolean isAnswered;

        private Watch(Bytes line, Replies.Slot slot) {
            this.line = line;
            this.slot = slot;
        }

        @Override
        public void began(Interest interest, List<Report> known) {
            var out = new ByteWriter(0);
            known.forEach(report -> report.writeForClient(out));
            answer(out.write('\n'));
        }

        @Override
        public void ended(Interest interest) {
            boolean isWatched = watches.remove(interest, this);
            if (!isAnswered) {
                service.counters().invalid(service.counters().tooManyWatches);
                var out = new ByteWriter(0);
                Invalid.writeReply(line, out);
                answer(out);
            } else if (isWatched) {
                owed.forget(interest);
                wire.send(Bytes.of("! ENDED\n"));
            }
        }

        private void answer(ByteWriter reply) {
            isAnswered = true;
            slot.fill(reply.take());
            asker.proceed();
        }

        @Override
        public void changed(Interest interest, Map<Bytes, Presence> clients, Bytes lines) {
            if (watches.get(interest) != this) {
                return;
            }
            if (owed.isEmpty() && mayPush()) {
                wire.send(lines);
            } else {
                owed.add(interest, clients);
                push();
            }
        }
    }
}
