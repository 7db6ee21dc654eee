package io.herd.server.web;

import io.herd.geo.CellCounts;
import io.herd.protocol.Bytes;
import io.herd.server.watch.Interest;
import io.herd.server.watch.OwedChanges;
import io.herd.server.watch.Presence;
import io.herd.server.watch.Sight;
import io.herd.server.watch.Watcher;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to where clients are. A box may be subscribed to with a bound: while more clients are in it, only their counts are
 * told.
 */
final class InterestSubscription extends Subscription implements Watcher {
    /** About how many bytes it takes to remember that the client was told of one. */
    private static final int TOLD_BYTES = 120;
    /** Of so many clients what has changed is written once for all streams. */
    private static final int MOST_TOGETHER = 500;
    /** How full a box may be when positions are told again: of five parts of the bound. */
    private static final int FEW = 4;

    private static final int OF_FIVE = 5;
    private static final long NO_TIMER = -1;

    private Interest interest;
    private Sight sight;
    /** Beyond so many clients their counts are told; 0 if never. */
    private int most;

    private State state = State.OVER;
    /** What it is to be instead, once what was begun has begun. */
    private LiveMessage.@Nullable Subscribe next;
    /** The clients that the other side was told are here, with the numbers that stand for them. */
    private final Map<Bytes, Integer> told = new HashMap<>();

    private final OwedChanges owed = new OwedChanges();
    /** Of how many that were known at the beginning it has yet to tell. */
    private int unknown;

    private boolean isReady;
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

    InterestSubscription(LiveStream stream, LiveMessage.Subscribe wish) {
        super(stream, wish.id());
        interest = wish.interest();
        sight = new Sight(interest, stream::permissions);
        most = wish.most();
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

    @Override
    long heldBytes() {
        return interestBytes + (long) TOLD_BYTES * told.size();
    }

    @Override
    long owedBytes() {
        return owed.heldBytes();
    }

    @Override
    void begin() {
        interestBytes = interest.heldBytes();
        // Who may see some clients must not hear how many there are.
        if (most > 0 && sight.isEverything()) {
            state = State.COUNTING;
            stream().count(this);
        } else {
            state = State.BEGINNING;
            stream().live().watch(interest, this, stream().loop());
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
        sight = new Sight(interest, stream()::permissions);
        most = other.most();
        begin();
    }

    @Override
    boolean isBeginning() {
        return state == State.BEGINNING || state == State.COUNTING;
    }

    @Override
    void end() {
        leave();
        state = State.OVER;
    }

    /** Nothing more is told of what it was for. */
    private void leave() {
        if (state == State.WATCHING || state == State.BEGINNING) {
            stream().live().unwatch(interest, this, stream().loop());
        }
        unknown = 0;
        owed.clear();
        stream().forget(this);
        stream().cancel(recount);
    }

    /** Whether it has ended, or is for something else, since that was asked for before it had begun. */
    private boolean isReplaced() {
        LiveMessage.Subscribe other = next;
        if (hasEndedAsBegun()) {
            return true;
        } else if (other != null) {
            leave();
            become(other);
        }
        return other != null;
    }

    @Override
    public void began(Interest begun, List<Bytes> known) {
        if (state != State.BEGINNING || !begun.equals(interest) || isReplaced()) {
            return;
        }
        if (isTooMuch(known.size())) {
            crowd();
            return;
        }
        state = State.WATCHING;
        Map<Bytes, Presence> first = new LinkedHashMap<>();
        known.stream().filter(sight::shows).forEach(client -> first.put(client, Presence.HERE));
        told.keySet().forEach(client -> first.putIfAbsent(client, Presence.LEFT));
        unknown = first.size();
        owe(first);
        readyIfKnown();
    }

    private boolean isTooMuch(long clients) {
        return most > 0 && clients > most && sight.isEverything();
    }

    @Override
    public void changed(Interest of, Map<Bytes, Presence> clients, Bytes lines) {
        if (state != State.WATCHING || !of.equals(interest)) {
            return;
        } else if (sight.isNothing()) {
            leave();
            state = State.OVER;
            stream().ended(this);
        } else if (sight.isEverything()
                && clients.size() <= MOST_TOGETHER
                && stream().keepsUp()) {
            stream().write(stream().channel().changes(this, clients, lines));
            taken(clients.size());
        } else {
            owe(sight.visible(clients));
        }
    }

    private void owe(Map<Bytes, Presence> clients) {
        if (!clients.isEmpty()) {
            owed.add(clients);
            stream().owe(this);
        }
    }

    @Override
    void tell(EventChannel channel, int mostClients) {
        Map<Bytes, Presence> clients = owed.take(mostClients);
        // What may be seen may have changed since.
        Map<Bytes, Presence> visible = sight.visible(clients);
        if (!visible.isEmpty()) {
            stream().write(channel.changes(this, visible, null));
        }
        taken(clients.size());
    }

    @Override
    public void ended(Interest of) {
        boolean isCurrent = (state == State.BEGINNING || state == State.WATCHING) && of.equals(interest);
        if (!isCurrent || isReplaced()) {
            return;
        }
        state = State.OVER;
        owed.clear();
        stream().ended(this);
    }

    /** So many are being told. */
    private void taken(int clients) {
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
            stream().ready(this);
        }
    }

    /** Counts are told from now on. */
    private void crowd() {
        leave();
        state = State.COUNTING;
        stream().count(this);
    }

    /** Counts again whether the clients are still too many. */
    void recount() {
        if (state == State.CROWDED) {
            state = State.COUNTING;
            stream().count(this);
        }
    }

    /** The clients in the box have been counted. */
    void counted(CellCounts cells) {
        if (state != State.COUNTING || isReplaced()) {
            return;
        }
        if (!sight.isEverything()) {
            begin();
            return;
        }
        long bound = isReady ? (long) most * FEW / OF_FIVE : most;
        if (cells.total() <= bound) {
            state = State.BEGINNING;
            stream().live().watch(interest, this, stream().loop());
            return;
        }
        state = State.CROWDED;
        told.clear();
        recount = stream().cells(this, cells);
        readyIfKnown();
    }
}
