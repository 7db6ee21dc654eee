package io.herd.server.mqtt;

import io.herd.access.Names;
import io.herd.access.Permissions;
import io.herd.server.mqtt.Relay.Passed;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What one connection has subscribed to, each filter once. Confined to its event loop. */
final class Subscriptions {
    private final SessionContext context;
    private final Outbox outbox;
    private final Map<TopicFilter, Subscription> all = new LinkedHashMap<>();
    /** Those that were ended before they had begun. */
    private final Set<Subscription> ending = new HashSet<>();

    Subscriptions(SessionContext context, Outbox outbox) {
        this.context = context;
        this.outbox = outbox;
    }

    /** Begins a subscription, in place of one of the same filter; completes with what is to be acknowledged. */
    Future<MqttSubAckReasonCode> begin(TopicFilter filter, MqttQoS qos, boolean wantsNewest) {
        if (!mayHold(filter)) {
            return refuse(MqttRefusal.FORBIDDEN_SUBSCRIPTION, MqttSubAckReasonCode.NOT_AUTHORIZED);
        }
        boolean _ = end(filter);
        int most = context.service().limits().watches().perConnection();
        if (all.size() + ending.size() >= most) {
            return refuse(MqttRefusal.TOO_MANY_SUBSCRIPTIONS, MqttSubAckReasonCode.QUOTA_EXCEEDED);
        }
        MqttQoS granted = qos == MqttQoS.AT_MOST_ONCE ? qos : MqttQoS.AT_LEAST_ONCE;
        var subscription = new Subscription(context, outbox, filter, granted, wantsNewest);
        all.put(filter, subscription);
        return subscription.begin().compose(hasBegun -> {
            ending.remove(subscription);
            if (hasBegun) {
                return Future.succeededFuture(
                        granted == MqttQoS.AT_MOST_ONCE
                                ? MqttSubAckReasonCode.GRANTED_QOS0
                                : MqttSubAckReasonCode.GRANTED_QOS1);
            }
            drop(subscription);
            return refuse(MqttRefusal.TOO_MANY_CLIENTS, MqttSubAckReasonCode.QUOTA_EXCEEDED);
        });
    }

    /** Whether there can be anything in it for the client: of others what it may see, and of its own devices. */
    private boolean mayHold(TopicFilter filter) {
        Permissions permissions = context.grant().permissions();
        return permissions.read().isAll()
                || !filter.coversPhones()
                || Stream.<Names>of(permissions.read(), permissions.report())
                        .anyMatch(names -> !filter.interests(names).isEmpty());
    }

    private Future<MqttSubAckReasonCode> refuse(MqttRefusal reason, MqttSubAckReasonCode code) {
        context.counters().refused(reason).increment();
        return Future.succeededFuture(code);
    }

    /** Ends a subscription; false if there is none of this filter. */
    boolean end(TopicFilter filter) {
        Subscription subscription = all.get(filter);
        if (subscription == null) {
            return false;
        }
        if (subscription.isBeginning()) {
            ending.add(subscription);
        }
        drop(subscription);
        return true;
    }

    private void drop(Subscription subscription) {
        subscription.end();
        all.remove(subscription.filter(), subscription);
        outbox.remove(subscription);
    }

    /** What the client may see has changed. */
    void review() {
        all.values().forEach(Subscription::review);
    }

    /** A message is passed on, if it is subscribed to and may be seen. */
    void pass(Passed message) {
        Permissions permissions = context.grant().permissions();
        boolean isSeen = permissions.read().contains(message.client())
                || permissions.report().contains(message.client());
        if (isSeen) {
            all.values().stream()
                    .filter(each -> each.filter().matches(message.topic()))
                    .map(Subscription::qos)
                    .max(MqttQoS::compareTo)
                    .ifPresent(qos -> outbox.pass(message, qos));
        }
    }

    /** The connection is closed. */
    void close() {
        all.values().forEach(Subscription::end);
        all.clear();
    }
}
