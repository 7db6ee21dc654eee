package io.herd.server.web;

import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.server.net.Channels;
import io.herd.server.watch.Interest;
import io.herd.server.watch.LiveClients;
import io.herd.server.watch.OwedChanges;
import io.herd.server.watch.Watcher;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The events of one connection: all that is known of its subscriptions, {@code ready}, and then what changes. While the client does
 * not keep up, only the names of those that have changed are kept, so that it gets the newest once it can. Confined to its event loop.
 */
final class EventStream implements Watcher {
    /** So many bytes may be on their way to the kernel. */
    private static final int MOST_IN_FLIGHT = 32 * 1024;
    /** So many events leave in one write. */
    private static final int WRITTEN = 50;
    /** So many writes leave in one turn of the event loop. */
    private static final int MOST_WRITES = 4;
    /** Of so many clients what has changed is written once for all streams. */
    private static final int MOST_TOGETHER = 500;
    /** A stream that is behind by more is cut: a client that connects again is told no more than what is known then. */
    private static final long MOST_OWED_BYTES = 20_000_000;
    /** A client that has taken nothing for so many heartbeats does not read. */
    private static final int MOST_STALLED = 4;

    private final ApiService service;
    private final HttpServerRequest request;
    private final EventWriter writer;
    private final Executor loop;
    private final Set<Interest> interests;
    private final int subscriptions;
    /** Those of which it has yet to be said what is known. */
    private final Set<Interest> beginning;

    private final OwedChanges known = new OwedChanges();
    private final OwedChanges changes = new OwedChanges();
    private State state = State.BEGINNING;
    private boolean isPushing;
    private int inFlight;
    private int stalled;
    /** How much of the memory of connections it accounts for. */
    private long accounted;

    private enum State {
        /** What is known has yet to be told. */
        BEGINNING,
        /** Told what is known. */
        READY,
        /** The connection is closed. */
        CLOSED
    }

    EventStream(
            ApiService service, HttpServerRequest request, EventWriter writer, Executor loop, Set<Interest> interests) {
        this.service = service;
        this.request = request;
        this.writer = writer;
        this.loop = loop;
        this.interests = interests;
        subscriptions = interests.size();
        beginning = new HashSet<>(interests);
    }

    void open() {
        service.counters().streams.increment();
        account();
        write(EventWriter.HEARTBEAT);
        interests.forEach(interest -> service.live().watch(interest, this, loop));
    }

    /** The connection is closed. */
    void close() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            interests.forEach(interest -> service.live().unwatch(interest, this, loop));
            interests.clear();
            known.clear();
            changes.clear();
            account();
            service.counters().endedStreams.increment();
        }
    }

    /** Shows that the server is there, and cuts a client that does not read. */
    void beat() {
        if (state == State.CLOSED) {
            return;
        }
        if (inFlight == 0) {
            write(EventWriter.HEARTBEAT);
        } else if (++stalled >= MOST_STALLED) {
            cut();
        }
    }

    private void cut() {
        service.counters().cutStreams.increment();
        var _ = Channels.of(request.connection()).close();
        close();
    }

    @Override
    public void began(Interest interest, List<Report> reports) {
        if (beginning.remove(interest) && interests.contains(interest)) {
            known.add(
                    interest,
                    reports.stream().map(report -> report.client().copy()).toList());
            push();
        }
    }

    @Override
    public void changed(Interest interest, Collection<Bytes> clients, Bytes lines) {
        if (!interests.contains(interest)) {
            return;
        }
        boolean keepsUp = state == State.READY && changes.isEmpty() && inFlight < MOST_IN_FLIGHT;
        if (keepsUp && clients.size() <= MOST_TOGETHER) {
            write(writer.changes(interest, clients, lines));
        } else {
            changes.add(interest, clients);
            push();
        }
    }

    @Override
    public void ended(Interest interest) {
        if (interests.remove(interest)) {
            beginning.remove(interest);
            known.forget(interest);
            changes.forget(interest);
            write(EventWriter.ended(interest));
            push();
        }
    }

    /** Tells what is owed, as far as the client keeps up. */
    private void push() {
        // A write may complete at once, and comes back here.
        if (isPushing) {
            return;
        }
        isPushing = true;
        int writes = 0;
        while (state != State.CLOSED && inFlight < MOST_IN_FLIGHT && writes < MOST_WRITES && pushSome()) {
            writes++;
        }
        isPushing = false;
        account();
        if (writes == MOST_WRITES) {
            // However fast the client reads, other connections have their turn.
            loop.execute(this::push);
        }
        if (changes.heldBytes() + known.heldBytes() > MOST_OWED_BYTES || isGreedy()) {
            cut();
        }
    }

    /** While memory is tight, nobody may have the server keep much. */
    private boolean isGreedy() {
        return service.memory().isTight() && accounted > MOST_IN_FLIGHT;
    }

    /** False if there is nothing to tell now. */
    private boolean pushSome() {
        Buffer out = Buffer.buffer();
        known.take(WRITTEN, (interest, client) -> writer.writeChange(interest, client, out));
        if (state == State.BEGINNING && beginning.isEmpty() && known.isEmpty()) {
            state = State.READY;
            out.appendBuffer(EventWriter.ready(subscriptions));
        } else if (state == State.READY) {
            changes.take(WRITTEN, (interest, client) -> writer.writeChange(interest, client, out));
        }
        if (out.length() > 0) {
            write(out);
        }
        return out.length() > 0;
    }

    private void write(Buffer events) {
        int bytes = events.length();
        inFlight += bytes;
        // It fails once the connection is closed, which ends all this anyway.
        request.response().write(events).onComplete(_ -> {
            inFlight -= bytes;
            stalled = 0;
            push();
        });
    }

    private void account() {
        long held = state == State.CLOSED
                ? 0
                : (long) LiveClients.WATCH_BYTES * interests.size()
                        + known.heldBytes()
                        + changes.heldBytes()
                        + inFlight;
        service.memory().add(held - accounted);
        accounted = held;
    }
}
