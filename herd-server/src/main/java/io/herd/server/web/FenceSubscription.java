package io.herd.server.web;

import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import io.herd.server.fence.FenceEvent;
import io.herd.server.fence.FenceEvents;
import io.herd.server.fence.FenceWatcher;
import io.herd.server.fence.OwedEvents;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A subscription to what happens at fences: who is inside, that this is all, and then what happens. */
final class FenceSubscription extends Subscription implements FenceWatcher {
    /** So many events are in one message: some receivers take no more than 256 KiB. */
    private static final int MOST_EVENTS = 500;
    /** About how many bytes it takes to keep a report that the tracker of fences keeps, too. */
    private static final int INSIDE_BYTES = 100;

    /** Null for all fences. */
    private final @Nullable FenceName fence;
    /** The clients inside that have yet to be told of. */
    private final Queue<Report> inside = new ArrayDeque<>();

    private final OwedEvents owed = new OwedEvents();
    private State state = State.BEGINNING;

    private enum State {
        /** It has yet to be heard who is inside. */
        BEGINNING,
        /** Events are told. */
        WATCHING,
        /** It has ended. */
        OVER
    }

    FenceSubscription(LiveStream stream, LiveMessage.SubscribeFence wish) {
        super(stream, wish.id());
        fence = wish.fence();
    }

    @Override
    void begin() {
        stream().fences().watch(fence, this, stream().loop());
    }

    @Override
    boolean isBeginning() {
        return state == State.BEGINNING;
    }

    @Override
    void end() {
        state = State.OVER;
        stream().fences().unwatch(fence, this);
        inside.clear();
        owed.clear();
        stream().forget(this);
    }

    @Override
    public void began(List<Report> clients) {
        if (state == State.OVER || hasEndedAsBegun()) {
            return;
        }
        state = State.WATCHING;
        clients.stream().filter(this::maySee).forEach(inside::add);
        if (inside.isEmpty()) {
            stream().ready(this);
        } else {
            stream().owe(this);
        }
    }

    @Override
    public void happened(FenceEvent event) {
        if (state == State.WATCHING && maySee(event)) {
            owed.add(event);
            stream().owe(this);
        }
    }

    private boolean maySee(FenceEvent event) {
        return stream().permissions().mayRead(event.fence().name()) && maySee(event.cause());
    }

    private boolean maySee(Report report) {
        return stream().permissions().mayRead(report.client(), report.position());
    }

    @Override
    void tell(EventChannel channel, int most) {
        int count = Math.min(most, MOST_EVENTS);
        if (fence == null || inside.isEmpty()) {
            // What may be seen may have changed since.
            List<FenceEvent> events =
                    owed.take(count).stream().filter(this::maySee).toList();
            if (!events.isEmpty()) {
                stream().write(channel.happened(this, events));
            }
            return;
        }
        List<Report> first = new ArrayList<>();
        for (Report next = inside.poll(); next != null; next = first.size() < count ? inside.poll() : null) {
            first.add(next);
        }
        first.removeIf(each -> !maySee(each));
        if (!first.isEmpty()) {
            stream().write(channel.inside(this, fence, first));
        }
        if (inside.isEmpty()) {
            stream().ready(this);
        }
    }

    @Override
    long owedBytes() {
        return (long) INSIDE_BYTES * inside.size() + owed.heldBytes();
    }

    @Override
    long heldBytes() {
        return FenceEvents.WATCH_BYTES;
    }
}
