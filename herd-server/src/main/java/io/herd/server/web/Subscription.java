package io.herd.server.web;

import io.herd.geo.CellCounts;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.server.watch.Interest;
import io.herd.server.watch.Presence;
import io.herd.server.watch.Watcher;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client of a {@link LiveStream} wants to be told of, under the id that it has chosen. A box may be subscribed to with a bound:
 * while more clients are in it, only their counts are told. Confined to the stream's event loop.
 */
final class Subscription implements Watcher {
    /** About how many bytes it takes to remember that the client was told of one. */
    private static final int TOLD_BYTES = 120;
    /** How full a box may be when positions are told again: of five parts of the bound. */
    private static final int FEW = 4;

    private static final int OF_FIVE = 5;
    private static final long NO_TIMER = -1;

    private final LiveStream stream;
    private final String id;
    private Interest interest;
    /** Beyond so many clients their counts are told; 0 if never. */
    private int most;

    private State state = State.OVER;
    /** What it is to be instead, once what was begun has begun. */
    private LiveMessage.@Nullable Subscribe next;
    /** The clients that the other side was told are here, with the numbers that stand for them. */
    private final Map<Bytes, Integer> told = new HashMap<>();
    /** Of how many that were known at the beginning it has yet to tell. */
    private int unknown;

    private boolean isReady;
    private boolean isCancelled;
    /** The timer of the next count. */
    private long recount = NO_TIMER;

    private long interestBytes;

    private enum State {
        /** The index was asked to begin. */
        BEGINNING,
        /** The clients in the box are being counted, to decide what to tell. */
        COUNTING,
        /** Changes are told. */
        WATCHING,
        /** Counts are told. */
        CROWDED,
        /** It has ended. */
        OVER
    }

    Subscription(LiveStream stream, String id, Interest interest, int most) {
        this.stream = stream;
        this.id = id;
        this.interest = interest;
        this.most = most;
    }

    String id() {
        return id;
    }

    Interest interest() {
        return interest;
    }

    /** The number that stands for a client, or null if the other side has not been told of it. */
    @Nullable
    Integer number(Bytes client) {
        return told.get(client);
    }

    /** Remembers that the other side is told of a client. */
    void tell(Bytes client, int number) {
        told.put(client, number);
    }

    /** The other side is told that a client has left; returns the number that stood for it, or null if it was not told of it. */
    @Nullable
    Integer tellLeft(Bytes client) {
        return told.remove(client);
    }

    /** Whether all that was known has been told. */
    boolean isReady() {
        return isReady;
    }

    long heldBytes() {
        return interestBytes + (long) TOLD_BYTES * told.size();
    }

    void begin() {
        interestBytes = interest.heldBytes();
        if (most > 0) {
            state = State.COUNTING;
            stream.count(this);
        } else {
            state = State.BEGINNING;
            stream.watch(interest, this);
        }
    }

    /** It is for something else from now on. Waits for what was begun, so that a client cannot have any number of watches begin. */
    void replace(LiveMessage.Subscribe other) {
        isReady = false;
        if (isBeginning()) {
            next = other;
        } else {
            leave();
            become(other);
        }
    }

    private void become(LiveMessage.Subscribe other) {
        next = null;
        interest = other.interest();
        most = other.most();
        begin();
    }

    boolean isBeginning() {
        return state == State.BEGINNING || state == State.COUNTING;
    }

    /** Ends it, whatever may still begin. */
    void end() {
        leave();
        state = State.OVER;
    }

    /** Ends it once what was begun has begun; the stream is told then. */
    void endLater() {
        isCancelled = true;
    }

    /** Nothing more is told of what it was for. */
    private void leave() {
        if (state == State.WATCHING || state == State.BEGINNING) {
            stream.unwatch(interest, this);
        }
        unknown = 0;
        stream.forget(this, recount);
    }

    /** Whether something else is to be begun instead of what has just begun. */
    private boolean isReplaced() {
        LiveMessage.Subscribe other = next;
        if (isCancelled) {
            end();
            stream.over(this);
        } else if (other != null) {
            leave();
            become(other);
        }
        return isCancelled || other != null;
    }

    @Override
    public void began(Interest begun, List<Report> known) {
        if (state != State.BEGINNING || !begun.equals(interest) || isReplaced()) {
            return;
        }
        if (isTooMuch(known.size())) {
            crowd();
            return;
        }
        state = State.WATCHING;
        Map<Bytes, Presence> owed = new LinkedHashMap<>();
        known.forEach(report -> owed.put(report.client().copy(), Presence.HERE));
        told.keySet().forEach(client -> owed.putIfAbsent(client, Presence.LEFT));
        unknown = owed.size();
        stream.owe(this, owed);
        readyIfKnown();
    }

    private boolean isTooMuch(long clients) {
        return most > 0 && clients > most;
    }

    @Override
    public void changed(Interest of, Map<Bytes, Presence> clients, Bytes lines) {
        if (state == State.WATCHING && of.equals(interest)) {
            stream.changed(this, clients, lines);
        }
    }

    @Override
    public void ended(Interest of) {
        boolean isCurrent = (state == State.BEGINNING || state == State.WATCHING) && of.equals(interest);
        if (!isCurrent || isReplaced()) {
            return;
        }
        state = State.OVER;
        stream.ended(this);
    }

    /** So many were taken from what it is owed, and are being told. */
    void taken(int clients) {
        if (unknown > 0) {
            unknown -= Math.min(unknown, clients);
            readyIfKnown();
        }
        if (state == State.WATCHING && isTooMuch(told.size())) {
            crowd();
        }
    }

    private void readyIfKnown() {
        if (unknown == 0 && !isReady) {
            isReady = true;
            stream.ready(this);
        }
    }

    /** Counts are told from now on. */
    private void crowd() {
        leave();
        state = State.COUNTING;
        stream.count(this);
    }

    /** Counts again whether the clients are still too many. */
    void recount() {
        if (state == State.CROWDED) {
            state = State.COUNTING;
            stream.count(this);
        }
    }

    /** The clients in the box have been counted. */
    void counted(CellCounts cells) {
        if (state != State.COUNTING || isReplaced()) {
            return;
        }
        long bound = isReady ? (long) most * FEW / OF_FIVE : most;
        if (cells.total() <= bound) {
            state = State.BEGINNING;
            stream.watch(interest, this);
            return;
        }
        state = State.CROWDED;
        told.clear();
        recount = stream.cells(this, cells);
        readyIfKnown();
    }
}
