package io.herd.server.mqtt;

import io.herd.phone.Friend;
import io.herd.protocol.Bytes;
import io.herd.server.watch.Presence;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a subscriber of clients, on the topics that its filter matches: where they are, and how they are shown. */
final class ClientTeller {
    /** About how many bytes it takes to remember how a client was shown. */
    private static final int SHOWN_BYTES = 120;

    private static final Buffer NOTHING = Buffer.buffer();

    private final SessionContext context;
    private final Outbox outbox;
    private final TopicFilter filter;
    private final MqttQoS qos;
    /** The cards that were told, by hash. */
    private final Map<Bytes, Integer> shown = new HashMap<>();

    ClientTeller(SessionContext context, Outbox outbox, TopicFilter filter, MqttQoS qos) {
        this.context = context;
        this.outbox = outbox;
        this.filter = filter;
        this.qos = qos;
    }

    /** @param isNewest whether it is what is known at the beginning of the subscription */
    void tell(Bytes client, Presence presence, boolean isNewest) {
        Friend friend =
                presence == Presence.GONE ? null : context.service().friends().friend(client);
        String topic = context.own().of(client);
        if (filter.matches(topic) && !(friend == null && isNewest)) {
            Buffer location =
                    friend == null ? NOTHING : context.group().locations().of(friend, topic);
            outbox.send(topic, location, qos, isNewest);
        }
        String ofCard = PhoneTopic.ofCard(topic);
        if (filter.matches(ofCard)) {
            tellCard(client, ofCard, friend, isNewest);
        }
    }

    private void tellCard(Bytes client, String topic, @Nullable Friend friend, boolean isNewest) {
        if (friend == null || friend.card() == null) {
            if (shown.remove(client) != null) {
                context.subscribed().add(-SHOWN_BYTES);
                outbox.send(topic, NOTHING, qos, false);
            }
            return;
        }
        Buffer card = friend.card(true).toBuffer();
        int hash = card.hashCode();
        Integer before = shown.put(client.copy(), hash);
        context.subscribed().add(before == null ? SHOWN_BYTES : 0);
        if (before == null || before != hash) {
            outbox.send(topic, card, qos, isNewest);
        }
    }

    void end() {
        context.subscribed().add(-(long) SHOWN_BYTES * shown.size());
        shown.clear();
    }
}
