package io.herd.server.client;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Command.WatchFence;
import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import io.herd.server.fence.FenceEvent;
import io.herd.server.fence.FenceEvents;
import io.herd.server.fence.FenceWatcher;
import io.herd.server.fence.OwedEvents;
import io.herd.server.net.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The fences that one connection watches. What happens is pushed between the replies. While the client does not keep up, or a reply is
 * waited for, only the newest event of each client at each fence is kept. Confined to the connection's event loop.
 */
final class FenceWatches {
    private final ClientService service;
    private final Wire wire;
    private final Replies replies;
    private final Executor loop;
    private final WaitingQuestions.Asker asker;
    private final Map<@Nullable FenceName, Watch> watches = new HashMap<>();
    private final OwedEvents owed = new OwedEvents();

    FenceWatches(ClientService service, Wire wire, Replies replies, Executor loop, WaitingQuestions.Asker asker) {
        this.service = service;
        this.wire = wire;
        this.replies = replies;
        this.loop = loop;
        this.asker = asker;
    }

    /** Begins a watch, whose reply will be who is inside then; false if there are too many, or it has begun already. */
    boolean watch(WatchFence command) {
        FenceName fence = command.fence();
        if (watches.size() >= service.limits().watches().perConnection() || watches.containsKey(fence)) {
            return false;
        }
        var watch = new Watch(replies.reserve(FenceEvents.WATCH_BYTES));
        watches.put(fence, watch);
        service.fences().watch(fence, watch, loop);
        return true;
    }

    /** Ends all watches; returns how many there were. Replies that are still to come do come. */
    int end() {
        int count = watches.size();
        watches.forEach((fence, watch) -> service.fences().unwatch(fence, watch));
        watches.clear();
        owed.clear();
        return count;
    }

    boolean isEmpty() {
        return watches.isEmpty();
    }

    /** About how many bytes it holds. */
    long heldBytes() {
        return (long) FenceEvents.WATCH_BYTES * watches.size() + owed.heldBytes();
    }

    /** Pushes what is owed, if the client keeps up. */
    void push() {
        if (!owed.isEmpty() && wire.isWritable() && replies.waiting() == 0) {
            wire.send(owed.takeLines());
        }
    }

    /** One command to watch: its reply, and what follows. */
    private final class Watch implements FenceWatcher {
        private final Replies.Slot slot;

        private Watch(Replies.Slot slot) {
            this.slot = slot;
        }

        @Override
        public void began(List<Report> inside) {
            var out = new ByteWriter(0);
            inside.forEach(report -> report.writeForClient(out));
            slot.fill(out.write('\n').take());
            asker.proceed();
        }

        @Override
        public void happened(FenceEvent event) {
            if (watches.containsValue(this)) {
                owed.add(event);
                push();
            }
        }
    }
}
