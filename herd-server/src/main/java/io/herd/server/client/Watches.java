package io.herd.server.client;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command;
import io.herd.protocol.Command.Invalid;
import io.herd.protocol.Report;
import io.herd.server.fence.FenceEvent;
import io.herd.server.fence.FenceWatcher;
import io.herd.server.fence.OwedEvents;
import io.herd.server.net.Wire;
import io.herd.server.watch.Change;
import io.herd.server.watch.Interest;
import io.herd.server.watch.OwedChanges;
import io.herd.server.watch.Presence;
import io.herd.server.watch.Sight;
import io.herd.server.watch.Watcher;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What one connection watches. What has changed is pushed between the replies. While the client does not keep up, or a reply is
 * waited for, only the names of the clients that have changed are kept, and the newest event of each client at each fence. Confined
 * to the connection's event loop.
 */
final class Watches {
    /** About so many bytes leave in one write: the output of a client that does not read is no longer. */
    private static final int WRITTEN = 16 * 1024;
    /** About how many bytes it takes to remember that a client's line is still to come. */
    private static final int KNOWN_BYTES = 8;

    private final ClientService service;
    private final ClientAccess access;
    private final Wire wire;
    private final Replies replies;
    private final Executor loop;
    private final WaitingQuestions.Asker asker;
    /** By what they are of: an interest, or the command to watch a fence. */
    private final Map<Object, Watch> watches = new HashMap<>();
    /** Those that owe something; the first is served next. */
    private final SequencedSet<Watch> owing = new LinkedHashSet<>();

    /** @param access what the connection may see */
    Watches(
            ClientService service,
            ClientAccess access,
            Wire wire,
            Replies replies,
            Executor loop,
            WaitingQuestions.Asker asker) {
        this.service = service;
        this.access = access;
        this.wire = wire;
        this.replies = replies;
        this.loop = loop;
        this.asker = asker;
    }

    /**
     * Begins a watch, whose reply will be what is known then; false if the connection may not, has too many, or has begun it already.
     */
    boolean watch(Bytes line, Command.Watch command) {
        return switch (command) {
            case Command.WatchClient(var client) -> watch(line, new Interest.OfClients(client.copy()));
            case Command.WatchPrefix(var prefix) -> watch(line, new Interest.OfPrefix(prefix.copy()));
            case Command.WatchCircle(var center, var radius) -> watch(line, new Interest.InCircle(center, radius));
            case Command.WatchBox(var box) -> watch(line, new Interest.InBox(box));
            case Command.WatchAround(var client, var radius) ->
                watch(line, new Interest.AroundClient(client.copy(), radius));
            case Command.WatchFence fence ->
                mayBegin(fence, access.permissions().mayRead(fence.fence())) && begin(fence, new FenceWatch(fence));
        };
    }

    private boolean watch(Bytes line, Interest interest) {
        var sight = new Sight(interest, access::permissions);
        return mayBegin(interest, !sight.isNothing())
                && begin(interest, new InterestWatch(line.copy(), interest, sight));
    }

    private boolean mayBegin(Object subject, boolean isPermitted) {
        if (!isPermitted) {
            access.refused(service.counters());
            return false;
        }
        boolean hasRoom = watches.size() < service.limits().watches().perConnection() && !watches.containsKey(subject);
        if (!hasRoom) {
            service.counters().invalid(service.counters().tooManyWatches);
        }
        return hasRoom;
    }

    private boolean begin(Object subject, Watch watch) {
        watches.put(subject, watch);
        watch.begin();
        return true;
    }

    /** Ends all watches; returns how many there were. Replies that are still to come do come. */
    int end() {
        int count = watches.size();
        watches.values().forEach(Watch::end);
        watches.clear();
        owing.clear();
        return count;
    }

    boolean isEmpty() {
        return watches.isEmpty();
    }

    /** About how many bytes it holds. */
    long heldBytes() {
        return watches.values().stream()
                .mapToLong(each -> Interest.WATCH_BYTES + each.owedBytes())
                .sum();
    }

    /** Pushes some of what is owed, if the client keeps up; false if there was nothing to push. */
    boolean push() {
        if (owing.isEmpty() || !mayPush()) {
            return false;
        }
        Watch next = owing.removeFirst();
        var out = new ByteWriter(0);
        next.writeOwed(out);
        if (next.owedBytes() > 0) {
            owing.add(next);
        }
        wire.send(out.take());
        return true;
    }

    private boolean mayPush() {
        return wire.isWritable() && replies.waiting() == 0;
    }

    /** One command to watch: its reply, and what follows. */
    private abstract class Watch {
        private final Replies.Slot slot = replies.reserve(Interest.WATCH_BYTES);

        abstract void begin();

        abstract void end();

        /** Writes some of what is owed. */
        abstract void writeOwed(ByteWriter out);

        /** About how many bytes it takes to keep what is owed; 0 if that is nothing. */
        abstract long owedBytes();

        /** Answers with lines, and an empty one behind them. */
        final void answerKnown(Iterator<Report> known, int most) {
            slot.fillInParts(out -> writeKnown(known, out), most * KNOWN_BYTES);
            asker.proceed();
        }

        private static boolean writeKnown(Iterator<Report> known, ByteWriter out) {
            while (known.hasNext() && out.length() < WRITTEN) {
                known.next().writeForClient(out);
            }
            if (!known.hasNext()) {
                out.write('\n');
            }
            return known.hasNext();
        }

        final void answer(ByteWriter reply) {
            slot.fill(reply.take());
            asker.proceed();
        }

        final void owe() {
            owing.add(this);
            asker.proceed();
        }
    }

    private final class InterestWatch extends Watch implements Watcher {
        private final Bytes line;
        private final Interest interest;
        private final Sight sight;
        private final OwedChanges owed = new OwedChanges();
        private boolean isAnswered;
        private boolean hasEnded;

        private InterestWatch(Bytes line, Interest interest, Sight sight) {
            this.line = line;
            this.interest = interest;
            this.sight = sight;
        }

        @Override
        void begin() {
            service.live().watch(interest, this, loop);
        }

        @Override
        void end() {
            service.live().unwatch(interest, this, loop);
        }

        @Override
        public void began(Interest begun, List<Bytes> known) {
            isAnswered = true;
            answerKnown(known.stream().mapMulti(this::newest).iterator(), known.size());
        }

        private void newest(Bytes client, Consumer<Report> action) {
            if (sight.shows(client)
                    && interest.change(service.state(), client, Presence.HERE) instanceof Change.Reported(var report)) {
                action.accept(report);
            }
        }

        @Override
        public void changed(Interest of, Map<Bytes, Presence> clients, Bytes lines) {
            if (watches.get(interest) != this) {
                return;
            } else if (sight.isNothing()) {
                end();
                ended(of);
            } else if (sight.isEverything() && owing.isEmpty() && mayPush()) {
                wire.send(lines);
            } else {
                Map<Bytes, Presence> visible = sight.visible(clients);
                if (!visible.isEmpty()) {
                    owed.add(visible);
                    owe();
                }
            }
        }

        @Override
        public void ended(Interest of) {
            boolean isWatched = watches.remove(interest, this);
            owed.clear();
            if (!isAnswered) {
                isAnswered = true;
                service.counters().invalid(service.counters().tooManyWatches);
                var out = new ByteWriter(0);
                Invalid.writeReply(line, out);
                answer(out);
            } else if (isWatched) {
                hasEnded = true;
                owe();
            }
        }

        @Override
        void writeOwed(ByteWriter out) {
            while (!owed.isEmpty() && out.length() < WRITTEN) {
                sight.visible(owed.take(1))
                        .forEach((client, presence) -> interest.writeChange(service.state(), client, presence, out));
            }
            if (hasEnded) {
                hasEnded = false;
                out.write("! ENDED\n");
            }
        }

        @Override
        long owedBytes() {
            return owed.heldBytes();
        }
    }

    private final class FenceWatch extends Watch implements FenceWatcher {
        private final Command.WatchFence command;
        private final OwedEvents owed = new OwedEvents();

        private FenceWatch(Command.WatchFence command) {
            this.command = command;
        }

        @Override
        void begin() {
            service.fences().watch(command.fence(), this, loop);
        }

        @Override
        void end() {
            service.fences().unwatch(command.fence(), this);
        }

        @Override
        public void began(List<Report> inside) {
            answerKnown(inside.stream().filter(access::mayRead).iterator(), inside.size());
        }

        @Override
        public void happened(FenceEvent event) {
            if (watches.get(command) == this && maySee(event)) {
                owed.add(event);
                owe();
            }
        }

        private boolean maySee(FenceEvent event) {
            return access.permissions().mayRead(event.fence().name()) && access.mayRead(event.cause());
        }

        @Override
        void writeOwed(ByteWriter out) {
            while (!owed.isEmpty() && out.length() < WRITTEN) {
                owed.take(1).stream().filter(this::maySee).forEach(event -> event.writeLine(out));
            }
        }

        @Override
        long owedBytes() {
            return owed.heldBytes();
        }
    }
}
