package io.herd.server.mqtt;

import io.herd.access.Permissions;
import io.herd.phone.Friend;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.server.watch.Interest;
import io.herd.server.watch.OwedChanges;
import io.herd.server.watch.Presence;
import io.herd.server.watch.Sight;
import io.herd.server.watch.Watcher;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has subscribed to, by one filter: it is told of the newest of each client that it may see, and then of changes.
 * Confined to the connection's event loop.
 */
final class Subscription {
    /** About how many bytes it takes to remember how a client was shown. */
    private static final int SHOWN_BYTES = 120;

    private static final Buffer NOTHING = Buffer.buffer();

    private final Outbox outbox;
    private final TopicFilter filter;
    private final MqttQoS qos;
    private final boolean wantsNewest;
    private final Promise<Boolean> begun = Promise.promise();
    private final Map<Interest, Part> parts = new HashMap<>();
    /** The cards that were told, by hash. */
    private final Map<Bytes, Integer> shown = new HashMap<>();

    private Permissions reviewed;

    /** @param wantsNewest whether what is known is to be told at the beginning */
    Subscription(Outbox outbox, TopicFilter filter, MqttQoS qos, boolean wantsNewest) {
        this.outbox = outbox;
        this.filter = filter;
        this.qos = qos;
        this.wantsNewest = wantsNewest;
        reviewed = outbox.grant().permissions();
    }

    TopicFilter filter() {
        return filter;
    }

    MqttQoS qos() {
        return qos;
    }

    /** Completes with whether there is room for its clients. */
    Future<Boolean> begin() {
        outbox.hold(filter.heldBytes());
        watch(interests());
        completeIfBegun();
        return begun.future();
    }

    boolean isBeginning() {
        return !begun.future().isComplete();
    }

    private Set<Interest> interests() {
        return filter.coversLocations() || filter.coversCards() ? filter.interests(reviewed.read()) : Set.of();
    }

    private void watch(Set<Interest> interests) {
        List<Interest> news =
                interests.stream().filter(each -> !parts.containsKey(each)).toList();
        for (Interest each : news) {
            var part = new Part(each);
            parts.put(each, part);
            outbox.hold(each.heldBytes());
            outbox.service().live().watch(each, part, outbox.loop());
        }
    }

    /** Watches what the client may see now, if that has changed. */
    void review() {
        Permissions now = outbox.grant().permissions();
        if (!now.equals(reviewed) && !isBeginning()) {
            reviewed = now;
            Set<Interest> interests = interests();
            List.copyOf(parts.values()).stream()
                    .filter(each -> !interests.contains(each.interest))
                    .forEach(Part::end);
            watch(interests);
        }
    }

    void end() {
        List.copyOf(parts.values()).forEach(Part::end);
        outbox.hold(-filter.heldBytes() - (long) SHOWN_BYTES * shown.size());
        shown.clear();
    }

    private void completeIfBegun() {
        if (parts.values().stream().allMatch(each -> each.hasBegun)) {
            boolean _ = begun.tryComplete(true);
        }
    }

    /** It has been said how a client is to be shown. */
    void shown(Report report) {
        if (filter.coversCards()) {
            parts.values().stream()
                    .filter(each -> each.interest.covers(report.client(), report.position()))
                    .forEach(each -> each.owe(Map.of(report.client(), Presence.HERE)));
        }
    }

    /** Tells of one client; returns whether there are more. */
    boolean tellOne() {
        for (Part each : parts.values()) {
            if (each.tellOne()) {
                break;
            }
        }
        return parts.values().stream().anyMatch(Part::owesSomething);
    }

    private void tell(Bytes client, Presence presence, boolean isNewest) {
        Friend friend =
                presence == Presence.GONE ? null : outbox.service().friends().friend(client);
        String topic = outbox.topicOf(client);
        String ofCard = PhoneTopic.ofCard(topic);
        if (filter.matches(topic) && !(friend == null && isNewest)) {
            Buffer location = friend == null
                    ? NOTHING
                    : friend.location().put("topic", topic).toBuffer();
            outbox.send(topic, location, qos, isNewest);
        }
        if (filter.matches(ofCard)) {
            tellCard(client, ofCard, friend, isNewest);
        }
    }

    private void tellCard(Bytes client, String topic, @Nullable Friend friend, boolean isNewest) {
        if (friend == null || friend.card() == null) {
            if (shown.remove(client) != null) {
                outbox.hold(-SHOWN_BYTES);
                outbox.send(topic, NOTHING, qos, false);
            }
            return;
        }
        Buffer card = friend.card(true).toBuffer();
        int hash = card.hashCode();
        Integer before = shown.put(client.copy(), hash);
        outbox.hold(before == null ? SHOWN_BYTES : 0);
        if (before == null || before != hash) {
            outbox.send(topic, card, qos, isNewest);
        }
    }

    /** About how many bytes it takes to keep what is owed. */
    long owedBytes() {
        return parts.values().stream().mapToLong(each -> each.owed.heldBytes()).sum();
    }

    /** The clients of one interest. */
    private final class Part implements Watcher {
        private final Interest interest;
        private final Sight sight;
        private final OwedChanges owed = new OwedChanges();
        /** Those that were known at the beginning and of which it has yet to tell; they are shared with others. */
        private Iterator<Bytes> known = Collections.emptyIterator();

        private boolean hasBegun;

        private Part(Interest interest) {
            this.interest = interest;
            sight = new Sight(interest, outbox.grant()::permissions);
        }

        @Override
        public void began(Interest of, List<Bytes> clients) {
            hasBegun = true;
            known = wantsNewest ? clients.iterator() : known;
            completeIfBegun();
            // Behind the acknowledgement.
            outbox.loop().execute(this::oweKnown);
        }

        private void oweKnown() {
            if (isWatched()) {
                outbox.owe(Subscription.this);
            }
        }

        private boolean isWatched() {
            return parts.get(interest) == this;
        }

        @Override
        public void changed(Interest of, Map<Bytes, Presence> clients, Bytes lines) {
            owe(sight.visible(clients));
        }

        private void owe(Map<Bytes, Presence> clients) {
            if (isWatched() && !clients.isEmpty()) {
                owed.add(clients);
                outbox.owe(Subscription.this);
            }
        }

        @Override
        public void ended(Interest of) {
            boolean isLate = !isBeginning();
            hasBegun = true;
            boolean _ = begun.tryComplete(false);
            if (isLate && isWatched()) {
                outbox.overflowed();
            }
        }

        private void end() {
            if (parts.remove(interest, this)) {
                outbox.hold(-interest.heldBytes());
            }
            owed.clear();
            outbox.service().live().unwatch(interest, this, outbox.loop());
        }

        private boolean owesSomething() {
            return known.hasNext() || !owed.isEmpty();
        }

        /** Tells of one client, if something is owed. */
        private boolean tellOne() {
            boolean owes = owesSomething();
            // What may be seen may have changed since.
            if (known.hasNext()) {
                Bytes client = known.next();
                if (sight.shows(client)) {
                    tell(client, Presence.HERE, true);
                }
            } else {
                sight.visible(owed.take(1)).forEach((client, presence) -> tell(client, presence, false));
            }
            return owes;
        }
    }
}
