package io.herd.server.web;

import io.herd.access.Permissions;
import io.herd.geo.Box;
import io.herd.geo.CellCounts;
import io.herd.server.access.Grant;
import io.herd.server.fence.FenceEvents;
import io.herd.server.watch.Interest;
import io.herd.server.watch.LiveClients;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * What one connection is told, whatever its encoding: of each subscription all that is known, that it is ready, and then what
 * changes or happens. While the client does not keep up, or wants fewer frames, only the names of those that have changed are kept,
 * and the newest event of each client at each fence, so that it gets the newest once it can. Confined to its event loop.
 */
final class LiveStream {
    /** So many bytes may be on their way to the kernel. */
    private static final int MOST_IN_FLIGHT = 32 * 1024;
    /** So many clients are in one frame. */
    private static final int WRITTEN = 50;
    /** So many frames leave in one turn of the event loop. */
    private static final int MOST_WRITES = 4;
    /** A stream that is behind by more is cut: a client that connects again is told no more than what is known then. */
    private static final long MOST_OWED_BYTES = 20_000_000;
    /** A client that has neither answered nor taken anything for so many heartbeats is cut. */
    private static final int MOST_STALLED = 4;
    /** How often the clients of a crowded box are counted. */
    private static final long RECOUNT_MILLIS = 500;

    private static final int COLUMNS = 48;
    private static final int ROWS = 32;

    private final Vertx vertx;
    private final ApiService service;
    private final EventChannel channel;
    private final Grant grant;
    private final Executor loop;
    private final Map<String, Subscription> subscriptions = new HashMap<>();
    /** Those that were ended before they had begun. */
    private final Set<Subscription> ending = new HashSet<>();
    /** Those that owe something; the first is served next. */
    private final SequencedSet<Subscription> owing = new LinkedHashSet<>();

    private boolean isClosed;
    private boolean isPushing;
    private int inFlight;
    private int stalled;
    /** The least time between two frames; 0 if they are not bounded. */
    private long pauseNanos;

    private long pushedAt;
    private boolean isWaiting;
    /** How much of the memory of connections it accounts for. */
    private long accounted;

    LiveStream(Vertx vertx, ApiService service, EventChannel channel, Grant grant, Executor loop) {
        this.vertx = vertx;
        this.service = service;
        this.channel = channel;
        this.grant = grant;
        this.loop = loop;
        pushedAt = System.nanoTime();
    }

    /** What its client may see now. */
    Permissions permissions() {
        return grant.permissions();
    }

    LiveClients live() {
        return service.live();
    }

    FenceEvents fences() {
        return service.fences();
    }

    EventChannel channel() {
        return channel;
    }

    /** Where it is told of what happens. */
    Executor loop() {
        return loop;
    }

    /** Begins a subscription, or changes the one of this id; false if there are too many. */
    boolean subscribe(LiveMessage.Subscribe wish) {
        if (subscriptions.get(wish.id()) instanceof InterestSubscription present) {
            present.replace(wish);
            account();
            return true;
        }
        return begin(new InterestSubscription(this, wish));
    }

    /** The same of a fence. */
    boolean subscribe(LiveMessage.SubscribeFence wish) {
        return begin(new FenceSubscription(this, wish));
    }

    /** Begins a subscription and ends the one of its id, if there is one; false if there are too many. */
    private boolean begin(Subscription subscription) {
        unsubscribe(subscription.id());
        if (subscriptions.size() + ending.size() >= service.watches()) {
            return false;
        }
        subscriptions.put(subscription.id(), subscription);
        subscription.begin();
        account();
        return true;
    }

    /** Ends a subscription, if there is one of this id. */
    void unsubscribe(String id) {
        Subscription subscription = subscriptions.remove(id);
        if (subscription == null) {
            return;
        }
        if (subscription.isBeginning()) {
            ending.add(subscription);
            subscription.endLater();
        } else {
            subscription.end();
        }
        account();
    }

    /** A subscription that was ended before it had begun is over. */
    void over(Subscription subscription) {
        ending.remove(subscription);
    }

    /** At most so many frames are to be sent in a second; 0 if as many as there are. */
    void limit(int framesPerSecond) {
        pauseNanos = framesPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / framesPerSecond;
        push();
    }

    /** The connection is closed. */
    void close() {
        if (!isClosed) {
            isClosed = true;
            subscriptions.values().forEach(Subscription::end);
            subscriptions.clear();
            ending.forEach(Subscription::end);
            ending.clear();
            account();
        }
    }

    /** Shows that the server is there, and cuts a client that is not. */
    void beat() {
        if (!isClosed && ++stalled > MOST_STALLED) {
            cut();
        } else if (!isClosed && (inFlight == 0 || channel.isAnswered())) {
            write(channel.heartbeat());
        }
    }

    /** The client has shown that it is there. */
    void heard() {
        stalled = 0;
    }

    /** Ends the connection of a client that does not do its part. */
    void cut() {
        if (!isClosed) {
            service.counters().cutStreams.increment();
            channel.cut();
            close();
        }
    }

    /** Has the clients in a subscription's box counted. */
    void count(InterestSubscription subscription) {
        if (subscription.interest() instanceof Interest.InBox(Box box)) {
            service.live()
                    .count(box, COLUMNS, ROWS)
                    .otherwise(new CellCounts(box, COLUMNS, ROWS))
                    .onSuccess(subscription::counted);
        }
    }

    /** The clients of a subscription need not be counted at a time. */
    void cancel(long recount) {
        boolean _ = vertx.cancelTimer(recount);
    }

    /** A subscription owes nothing any more. */
    void forget(Subscription subscription) {
        owing.remove(subscription);
    }

    /** A subscription owes something. */
    void owe(Subscription subscription) {
        owing.add(subscription);
        push();
    }

    /** Whether what changes can be told at once. */
    boolean keepsUp() {
        return pauseNanos == 0 && owing.isEmpty() && inFlight < MOST_IN_FLIGHT;
    }

    void ready(Subscription subscription) {
        write(channel.ready(subscription));
    }

    /** There is no room for the clients of a subscription. */
    void ended(InterestSubscription subscription) {
        subscriptions.remove(subscription.id(), subscription);
        forget(subscription);
        write(channel.ended(subscription));
        push();
    }

    /** Tells how many clients are where; returns the timer of the next count. */
    long cells(InterestSubscription subscription, CellCounts cells) {
        if (inFlight < MOST_IN_FLIGHT) {
            write(channel.cells(subscription, cells));
        }
        long millis = Math.max(RECOUNT_MILLIS, TimeUnit.NANOSECONDS.toMillis(pauseNanos));
        return vertx.setTimer(millis, _ -> subscription.recount());
    }

    /** Takes note of what is being sent. */
    void write(EventChannel.Sent sent) {
        inFlight += sent.bytes();
        account();
        sent.written().onComplete(_ -> {
            inFlight -= sent.bytes();
            stalled = channel.isAnswered() ? stalled : 0;
            push();
        });
    }

    /** Tells what is owed, as far as the client keeps up. */
    private void push() {
        // A write may complete at once, and comes back here.
        if (isPushing) {
            return;
        }
        isPushing = true;
        int writes = 0;
        while (!isClosed && !owing.isEmpty() && inFlight < MOST_IN_FLIGHT && writes < MOST_WRITES && isDue()) {
            pushSome();
            writes++;
        }
        isPushing = false;
        account();
        if (writes == MOST_WRITES) {
            // However fast the client reads, other connections have their turn.
            loop.execute(this::push);
        }
        if (total(Subscription::owedBytes) > MOST_OWED_BYTES || isGreedy()) {
            cut();
        }
    }

    /** Whether a frame may leave; if not, there will be another push when it may. */
    private boolean isDue() {
        long wait = pauseNanos == 0 ? 0 : pushedAt + pauseNanos - System.nanoTime();
        if (wait <= 0) {
            return true;
        }
        if (!isWaiting) {
            isWaiting = true;
            long _ = vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(wait) + 1, _ -> {
                isWaiting = false;
                push();
            });
        }
        return false;
    }

    private void pushSome() {
        pushedAt = System.nanoTime();
        Subscription next = owing.removeFirst();
        next.tell(channel, pauseNanos == 0 ? WRITTEN : channel.mostClients());
        if (next.owedBytes() > 0) {
            owing.add(next);
        }
    }

    /** While memory is tight, nobody may have the server keep much. */
    private boolean isGreedy() {
        return service.memory().isTight() && accounted > MOST_IN_FLIGHT;
    }

    private void account() {
        long held = isClosed ? 0 : inFlight + total(Subscription::owedBytes) + total(Subscription::heldBytes);
        service.memory().add(held - accounted);
        accounted = held;
    }

    private long total(ToLongFunction<Subscription> bytes) {
        return subscriptions.values().stream().mapToLong(bytes).sum();
    }
}
