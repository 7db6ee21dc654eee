package io.herd.server.mqtt;

import io.herd.access.Names;
import io.herd.phone.PhoneNames;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.server.access.Grant;
import io.herd.server.mqtt.Relay.Passed;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has subscribed to, and has yet to be told. While the client does not keep up, only the names of the clients that have
 * changed are kept, and of each topic on which messages are passed on the newest. Confined to the connection's event loop.
 */
final class Outbox {
    /** So many bytes may be on their way to the kernel. */
    private static final int MOST_IN_FLIGHT = 32 * 1024;
    /** So many clients are told of in one turn of the event loop. */
    private static final int MOST_TOLD = 16;

    private static final int MOST_ID = 65_535;
    /** About how many bytes a message takes besides its payload. */
    private static final int MESSAGE_BYTES = 200;

    private final MqttService service;
    private final MqttConnection connection;
    private final Grant grant;
    private final Executor loop;
    private final Consumer<MqttRefusal> cut;
    /** How many messages of QoS 1 may wait for their acknowledgement, and how long a packet may be. */
    private final int window;

    private final int packetBytes;
    private final Map<TopicFilter, Subscription> subscriptions = new LinkedHashMap<>();
    /** Those that were ended before they had begun. */
    private final Set<Subscription> ending = new HashSet<>();
    /** Those that owe something; the first is served next. */
    private final SequencedSet<Subscription> owing = new LinkedHashSet<>();

    private final SequencedMap<String, Passed> passed = new LinkedHashMap<>();
    private final Set<Integer> unacknowledged = new HashSet<>();
    private int lastId;
    private int inFlight;
    private int passedBytes;
    private long subscriptionBytes;
    private long takenAt = System.nanoTime();
    private long accounted;
    private boolean isPushing;
    private boolean isClosed;
    /** The client's own device, and the topic that it calls its own. */
    private @Nullable Bytes own;

    private String ownTopic = "";

    /** @param cut ends the connection for a reason */
    Outbox(MqttService service, MqttConnection connection, Grant grant, Executor loop, Consumer<MqttRefusal> cut) {
        this.service = service;
        this.connection = connection;
        this.grant = grant;
        this.loop = loop;
        this.cut = cut;
        window = Math.min(
                MqttConnection.WINDOW, connection.property(MqttProperties.RECEIVE_MAXIMUM, MqttConnection.WINDOW));
        packetBytes = connection.property(MqttProperties.MAXIMUM_PACKET_SIZE, Integer.MAX_VALUE);
    }

    MqttService service() {
        return service;
    }

    Executor loop() {
        return loop;
    }

    /** What the client may see now. */
    Grant grant() {
        return grant;
    }

    /** Begins a subscription, in place of one of the same filter; completes with what is to be acknowledged. */
    Future<MqttSubAckReasonCode> subscribe(TopicFilter filter, MqttQoS qos, boolean wantsNewest) {
        if (!mayHold(filter)) {
            return refuse(MqttRefusal.FORBIDDEN_SUBSCRIPTION, MqttSubAckReasonCode.NOT_AUTHORIZED);
        }
        unsubscribe(filter);
        if (subscriptions.size() + ending.size() >= service.limits().watches().perConnection()) {
            return refuse(MqttRefusal.TOO_MANY_SUBSCRIPTIONS, MqttSubAckReasonCode.QUOTA_EXCEEDED);
        }
        MqttQoS granted = qos == MqttQoS.AT_MOST_ONCE ? qos : MqttQoS.AT_LEAST_ONCE;
        var subscription = new Subscription(this, filter, granted, wantsNewest);
        subscriptions.put(filter, subscription);
        Future<Boolean> begun = subscription.begin();
        account();
        return begun.compose(hasBegun -> {
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
        return grant.permissions().read().isAll()
                || !filter.coversPhones()
                || Stream.<Names>of(
                                grant.permissions().read(), grant.permissions().report())
                        .anyMatch(names -> !filter.interests(names).isEmpty());
    }

    private Future<MqttSubAckReasonCode> refuse(MqttRefusal reason, MqttSubAckReasonCode code) {
        service.counters().refused(reason).increment();
        return Future.succeededFuture(code);
    }

    /** Ends a subscription; false if there is none of this filter. */
    boolean unsubscribe(TopicFilter filter) {
        Subscription subscription = subscriptions.get(filter);
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
        subscriptions.remove(subscription.filter(), subscription);
        owing.remove(subscription);
        account();
    }

    /** What the client may see has changed. */
    void review() {
        subscriptions.values().forEach(Subscription::review);
        account();
    }

    /** The clients of a subscription are too many now: it cannot be told of all. */
    void overflowed() {
        cut.accept(MqttRefusal.TOO_MANY_CLIENTS);
    }

    /** The client has published as this one, on this topic, where it expects to hear of itself. */
    void publishedAs(Bytes client, String topic) {
        own = client;
        ownTopic = topic;
    }

    String topicOf(Bytes client) {
        Bytes known = own;
        return known != null && client.equals(known) ? ownTopic : PhoneNames.topic(client);
    }

    /** A subscription owes something. */
    void owe(Subscription subscription) {
        owing.add(subscription);
        push();
    }

    /** A message is passed on, if it is subscribed to and may be seen. */
    void pass(Passed message) {
        boolean isSeen = grant.permissions().read().contains(message.client())
                || grant.permissions().report().contains(message.client());
        if (!isClosed && isSeen && qos(message.topic()) != null) {
            Passed before = passed.put(message.topic(), message);
            passedBytes += bytes(message) - (before == null ? 0 : bytes(before));
            push();
        }
    }

    private static int bytes(Passed message) {
        return MESSAGE_BYTES + message.payload().length();
    }

    /** With which QoS a topic is subscribed to; null if it is not. */
    private @Nullable MqttQoS qos(String topic) {
        return subscriptions.values().stream()
                .filter(each -> each.filter().matches(topic))
                .map(Subscription::qos)
                .max(MqttQoS::compareTo)
                .orElse(null);
    }

    /** It has been said how a client is to be shown. */
    void shown(Bytes client) {
        Report report = service.state().find(client);
        if (!isClosed && report != null) {
            subscriptions.values().forEach(each -> each.shown(report));
        }
    }

    /** The client has acknowledged a message. */
    void acknowledged(int id) {
        if (unacknowledged.remove(id)) {
            takenAt = System.nanoTime();
            push();
        }
    }

    /** Sends a message; one that is longer than the client takes counts as sent. */
    void send(String topic, Buffer payload, MqttQoS qos, boolean isRetained) {
        int bytes = MESSAGE_BYTES + 2 * topic.length() + payload.length();
        if (bytes > packetBytes) {
            return;
        }
        int id = nextId();
        if (qos != MqttQoS.AT_MOST_ONCE) {
            unacknowledged.add(id);
        }
        service.counters().sent.increment();
        inFlight += bytes;
        connection.publish(topic, payload, qos, isRetained, id).onComplete(_ -> {
            inFlight -= bytes;
            takenAt = qos == MqttQoS.AT_MOST_ONCE ? System.nanoTime() : takenAt;
            push();
        });
    }

    private int nextId() {
        do {
            lastId = lastId % MOST_ID + 1;
        } while (unacknowledged.contains(lastId));
        return lastId;
    }

    private boolean mayPush() {
        return !isClosed && inFlight < MOST_IN_FLIGHT && unacknowledged.size() < window;
    }

    private void push() {
        // A write may complete at once, and comes back here.
        if (isPushing || isClosed) {
            return;
        }
        isPushing = true;
        int told = 0;
        while (mayPush() && told < MOST_TOLD && (pushPassed() || pushOwed())) {
            told++;
        }
        isPushing = false;
        account();
        if (told == MOST_TOLD) {
            // However fast the client reads, other connections have their turn.
            loop.execute(this::push);
        }
        if (owedBytes() > service.config().owedBytes() || isGreedy()) {
            cut.accept(MqttRefusal.SLOW_READER);
        }
    }

    private boolean pushPassed() {
        Map.Entry<String, Passed> next = passed.pollFirstEntry();
        if (next == null) {
            return false;
        }
        Passed message = next.getValue();
        passedBytes -= bytes(message);
        MqttQoS qos = qos(message.topic());
        if (qos != null) {
            send(message.topic(), message.payload(), qos, false);
        }
        return true;
    }

    private boolean pushOwed() {
        if (owing.isEmpty()) {
            return false;
        }
        Subscription next = owing.removeFirst();
        if (next.tellOne()) {
            owing.add(next);
        }
        return true;
    }

    /** Whether something was to be told at a time, and nothing has been taken since. */
    boolean isStalledSince(long nanos) {
        boolean isIdle = owing.isEmpty() && passed.isEmpty() && inFlight == 0 && unacknowledged.isEmpty();
        if (isIdle && connection.isWritable()) {
            takenAt = System.nanoTime();
        }
        return takenAt - nanos < 0;
    }

    /** When the client has taken something, or could have. */
    long takenAt() {
        return takenAt;
    }

    /** Subscriptions are kept in so many bytes more, or fewer if negative. */
    void hold(long bytes) {
        subscriptionBytes += bytes;
    }

    private long owedBytes() {
        return passedBytes + owing.stream().mapToLong(Subscription::owedBytes).sum();
    }

    /** While memory is tight, nobody may have the server keep much. */
    private boolean isGreedy() {
        return service.memory().isTight() && accounted > MOST_IN_FLIGHT;
    }

    private void account() {
        long held = isClosed ? 0 : inFlight + owedBytes() + subscriptionBytes;
        service.memory().add(held - accounted);
        accounted = held;
    }

    /** The connection is closed. */
    void close() {
        isClosed = true;
        subscriptions.values().forEach(Subscription::end);
        subscriptions.clear();
        owing.clear();
        passed.clear();
        account();
    }
}
