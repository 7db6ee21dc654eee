package io.herd.server.mqtt;

import io.herd.access.Permissions;
import io.herd.server.watch.Interest;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a connection has subscribed to, by one filter: it is told of the newest of each client that it may see, and then of changes.
 * Confined to the connection's event loop.
 */
final class Subscription {
    private final SessionContext context;
    private final Outbox outbox;
    private final TopicFilter filter;
    private final MqttQoS qos;
    private final boolean wantsNewest;
    private final ClientTeller teller;
    private final Promise<Boolean> begun = Promise.promise();
    private final Map<Interest, SubscribedInterest> parts = new HashMap<>();
    private Permissions reviewed;

    /** @param wantsNewest whether what is known is to be told at the beginning */
    Subscription(SessionContext context, Outbox outbox, TopicFilter filter, MqttQoS qos, boolean wantsNewest) {
        this.context = context;
        this.outbox = outbox;
        this.filter = filter;
        this.qos = qos;
        this.wantsNewest = wantsNewest;
        teller = new ClientTeller(context, outbox, filter, qos);
        reviewed = context.grant().permissions();
    }

    TopicFilter filter() {
        return filter;
    }

    MqttQoS qos() {
        return qos;
    }

    boolean wantsNewest() {
        return wantsNewest;
    }

    /** Completes with whether there is room for its clients. */
    Future<Boolean> begin() {
        context.subscribed().add(filter.heldBytes());
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
            var part = new SubscribedInterest(context, this, each);
            parts.put(each, part);
            part.begin();
        }
    }

    /** Watches what the client may see now, if that has changed. */
    void review() {
        Permissions now = context.grant().permissions();
        if (!now.equals(reviewed) && !isBeginning()) {
            reviewed = now;
            Set<Interest> interests = interests();
            endParts(Set.copyOf(parts.keySet().stream()
                    .filter(each -> !interests.contains(each))
                    .toList()));
            watch(interests);
        }
    }

    private void endParts(Set<Interest> interests) {
        for (Interest each : interests) {
            SubscribedInterest part = parts.remove(each);
            if (part != null) {
                part.end();
            }
        }
    }

    void end() {
        endParts(Set.copyOf(parts.keySet()));
        teller.end();
        context.subscribed().add(-filter.heldBytes());
    }

    /** One of its interests has begun to be watched. */
    void completeIfBegun() {
        if (parts.values().stream().allMatch(SubscribedInterest::hasBegun)) {
            boolean _ = begun.tryComplete(true);
        }
    }

    /** There is no room for the clients of one of its interests: it cannot be told of all. */
    void overflow() {
        if (!begun.tryComplete(false)) {
            context.lifetime().cut(MqttRefusal.TOO_MANY_CLIENTS);
        }
    }

    /** Something is to be told. */
    void owe() {
        outbox.owe(this);
    }

    /** Tells of one client; returns whether there are more. */
    boolean tellOne() {
        for (SubscribedInterest each : parts.values()) {
            if (each.owesSomething()) {
                each.tellOne(teller);
                break;
            }
        }
        return parts.values().stream().anyMatch(SubscribedInterest::owesSomething);
    }

    /** About how many bytes it takes to keep what is owed. */
    long owedBytes() {
        return parts.values().stream().mapToLong(SubscribedInterest::owedBytes).sum();
    }
}
