package io.herd.server.mqtt;

import io.herd.protocol.Bytes;
import io.herd.server.watch.Interest;
import io.herd.server.watch.OwedChanges;
import io.herd.server.watch.Presence;
import io.herd.server.watch.Sight;
import io.herd.server.watch.Watcher;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Clients that a subscription is for, and of which of them it has yet to tell. Confined to the connection's event loop. */
final class SubscribedInterest implements Watcher {
    private final SessionContext context;
    private final Subscription subscription;
    private final Interest interest;
    private final Sight sight;
    private final OwedChanges owed = new OwedChanges();
    /** Those that were known at the beginning and of which it has yet to tell; they are shared with others. */
    private Iterator<Bytes> known = Collections.emptyIterator();

    private boolean hasBegun;
    private boolean hasEnded;

    SubscribedInterest(SessionContext context, Subscription subscription, Interest interest) {
        this.context = context;
        this.subscription = subscription;
        this.interest = interest;
        sight = new Sight(interest, context.grant()::permissions);
    }

    void begin() {
        context.subscribed().add(interest.heldBytes());
        context.service().live().watch(interest, this, context.loop());
    }

    boolean hasBegun() {
        return hasBegun;
    }

    @Override
    public void began(Interest of, List<Bytes> clients) {
        hasBegun = true;
        known = subscription.wantsNewest() ? clients.iterator() : known;
        subscription.completeIfBegun();
        // Behind the acknowledgement.
        context.loop().execute(this::owe);
    }

    @Override
    public void changed(Interest of, Map<Bytes, Presence> clients, Bytes lines) {
        owed.add(sight.visible(clients));
        owe();
    }

    private void owe() {
        if (!hasEnded && owesSomething()) {
            subscription.owe();
        }
    }

    @Override
    public void ended(Interest of) {
        hasBegun = true;
        if (!hasEnded) {
            subscription.overflow();
        }
    }

    void end() {
        hasEnded = true;
        context.subscribed().add(-interest.heldBytes());
        context.service().live().unwatch(interest, this, context.loop());
    }

    boolean owesSomething() {
        return known.hasNext() || !owed.isEmpty();
    }

    /** Tells of one client, if that may be seen: this may have changed since. */
    void tellOne(ClientTeller teller) {
        if (known.hasNext()) {
            Bytes client = known.next();
            if (sight.shows(client)) {
                teller.tell(client, Presence.HERE, true);
            }
        } else {
            sight.visible(owed.take(1)).forEach((client, presence) -> teller.tell(client, presence, false));
        }
    }

    /** About how many bytes it takes to keep what is owed. */
    long owedBytes() {
        return owed.heldBytes();
    }
}
