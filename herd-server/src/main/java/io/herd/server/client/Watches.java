package io.herd.server.client;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.WatchCircle;
import io.herd.protocol.Command.WatchClient;
import io.herd.protocol.Report;
import io.herd.server.net.Wire;
import io.herd.server.watch.Interest;
import io.herd.server.watch.Watcher;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * What one connection watches. What has changed is pushed between the replies. While the client does not keep up, or a reply is
 * waited for, only the names of those that have changed are kept, so that it gets the newest once it can. Confined to the
 * connection's event loop.
 */
final class Watches implements Watcher {
    /** How many watches a connection may have. */
    private static final int MOST = 100;
    /** So many lines leave in one write. */
    private static final int WRITTEN = 500;
    /** About how many bytes it takes to keep a name. */
    private static final int OWED = 100;

    private static final int UNKNOWN_SIZE = 512;

    private final ClientService service;
    private final Wire wire;
    private final Replies replies;
    private final Executor loop;
    private final WaitingQuestions.Asker asker;
    /** With the slots of those whose first reply is to come. */
    private final Map<Interest, Replies.Slot> beginning = new HashMap<>();

    private final Set<Interest> interests = new LinkedHashSet<>();
    private final Set<Owed> owed = new LinkedHashSet<>();

    private record Owed(Interest interest, Bytes client) {}

    Watches(ClientService service, Wire wire, Replies replies, Executor loop, WaitingQuestions.Asker asker) {
        this.service = service;
        this.wire = wire;
        this.replies = replies;
        this.loop = loop;
        this.asker = asker;
    }

    boolean watch(WatchClient command) {
        return watch(new Interest.OfClient(command.client().copy()));
    }

    boolean watch(WatchCircle command) {
        return watch(new Interest.InCircle(command.center(), command.radius()));
    }

    /** Begins a watch, whose reply will be what is known then; false if there are too many, or it has begun already. */
    private boolean watch(Interest interest) {
        if (interests.size() >= MOST || !interests.add(interest)) {
            return false;
        }
        beginning.put(interest, replies.reserve(UNKNOWN_SIZE));
        service.live().watch(interest, this, loop);
        return true;
    }

    /** Ends all watches; returns how many there were. */
    int end() {
        int count = interests.size();
        interests.forEach(interest -> service.live().unwatch(interest, this, loop));
        interests.clear();
        owed.clear();
        beginning.values().forEach(slot -> slot.fill(Bytes.of("\n")));
        beginning.clear();
        return count;
    }

    boolean isEmpty() {
        return interests.isEmpty();
    }

    /** About how many bytes it holds. */
    long heldBytes() {
        return (long) OWED * owed.size();
    }

    @Override
    public void began(Interest interest, List<Report> known) {
        fill(interest, out -> known.forEach(report -> report.writeForClient(out)));
    }

    @Override
    public void ended(Interest interest) {
        if (interests.remove(interest)) {
            owed.removeIf(each -> each.interest.equals(interest));
            if (beginning.containsKey(interest)) {
                fill(interest, out -> out.write("! ENDED\n"));
            } else {
                wire.send(Bytes.of("! ENDED\n"));
            }
        }
    }

    private void fill(Interest interest, java.util.function.Consumer<ByteWriter> lines) {
        Replies.Slot slot = beginning.remove(interest);
        if (slot != null) {
            var out = new ByteWriter(0);
            lines.accept(out);
            slot.fill(out.write('\n').take());
            asker.proceed();
        }
    }

    @Override
    public void changed(Interest interest, Collection<Bytes> clients, Bytes lines) {
        if (!interests.contains(interest)) {
            return;
        }
        if (owed.isEmpty() && mayPush()) {
            wire.send(lines);
        } else {
            clients.forEach(client -> owed.add(new Owed(interest, client)));
            push();
        }
    }

    private boolean mayPush() {
        return wire.isWritable() && replies.waiting() == 0;
    }

    /** Pushes what is owed, as far as the client keeps up. */
    void push() {
        Iterator<Owed> next = owed.iterator();
        while (next.hasNext() && mayPush()) {
            var out = new ByteWriter(0);
            for (int lines = 0; lines < WRITTEN && next.hasNext(); lines++) {
                Owed each = next.next();
                each.interest.writeChange(service.state(), each.client, out);
                next.remove();
            }
            wire.send(out.take());
        }
    }
}
