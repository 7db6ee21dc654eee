package io.herd.server.mqtt;

import io.herd.server.mqtt.Relay.Passed;
import io.herd.server.net.MemoryShare;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * What one connection has yet to be told. While the client does not keep up, only the names of the clients that have changed are kept, and
 * of each topic on which messages are passed on the newest. Confined to the connection's event loop.
 */
final class Outbox {
    /** So many clients are told of in one turn of the event loop. */
    private static final int MOST_TOLD = 16;
    /** About how many bytes a message takes besides its payload. */
    private static final int MESSAGE_BYTES = 200;

    private final SessionContext context;
    private final SendWindow window;
    private final int packetBytes;
    private final MemoryShare memory;
    /** Those that owe something; the first is served next. */
    private final SequencedSet<Subscription> owing = new LinkedHashSet<>();

    private final PassedMessages passed = new PassedMessages();
    private long owedNothingAt = System.nanoTime();
    private boolean isPushing;
    private boolean isClosed;

    Outbox(SessionContext context) {
        this.context = context;
        MqttConnection connection = context.connection();
        int most = connection.property(MqttProperties.RECEIVE_MAXIMUM, MqttConnection.WINDOW);
        window = new SendWindow(Math.min(MqttConnection.WINDOW, most), System.nanoTime());
        packetBytes = connection.property(MqttProperties.MAXIMUM_PACKET_SIZE, Integer.MAX_VALUE);
        memory = new MemoryShare(context.service().memory());
    }

    /** A subscription owes something. */
    void owe(Subscription subscription) {
        if (!isClosed) {
            owing.add(subscription);
            push();
        }
    }

    /** A subscription owes nothing any more. */
    void remove(Subscription subscription) {
        owing.remove(subscription);
        account();
    }

    /** A message is passed on to the client. */
    void pass(Passed message, MqttQoS qos) {
        if (!isClosed) {
            passed.add(message, qos);
            push();
        }
    }

    /** The client has acknowledged a message. */
    void acknowledged(int id) {
        if (window.acknowledge(id, System.nanoTime())) {
            push();
        }
    }

    /** Sends a message; one that is longer than the client takes counts as sent. */
    void send(String topic, Buffer payload, MqttQoS qos, boolean isRetained) {
        int bytes = MESSAGE_BYTES + 2 * topic.length() + payload.length();
        if (bytes > packetBytes) {
            return;
        }
        context.counters().sent.increment();
        int id = window.send(qos, bytes);
        context.connection().publish(topic, payload, qos, isRetained, id).onComplete(_ -> {
            window.written(qos, bytes, System.nanoTime());
            push();
        });
    }

    private void push() {
        // A write may complete at once, and comes back here.
        if (isPushing || isClosed) {
            return;
        }
        isPushing = true;
        int told = 0;
        while (window.isOpen() && told < MOST_TOLD && (pushPassed() || pushOwed())) {
            told++;
        }
        isPushing = false;
        account();
        if (told == MOST_TOLD) {
            // However fast the client reads, other connections have their turn.
            context.loop().execute(this::push);
        }
        if (owedBytes() > context.service().config().owedBytes() || isGreedy()) {
            context.lifetime().cut(MqttRefusal.SLOW_READER);
        }
    }

    private boolean pushPassed() {
        PassedMessages.Owed next = passed.take();
        if (next != null) {
            send(next.message().topic(), next.message().payload(), next.qos(), false);
        }
        return next != null;
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

    private void account() {
        memory.set(window.inFlight() + owedBytes());
    }

    private long owedBytes() {
        return passed.bytes()
                + owing.stream().mapToLong(Subscription::owedBytes).sum();
    }

    /** While memory is tight, nobody may have the server keep much. */
    private boolean isGreedy() {
        return context.service().memory().isTight()
                && memory.held() + context.subscribed().held() > SendWindow.MOST_IN_FLIGHT;
    }

    /** Whether something was to be told for so long, and nothing has been taken. */
    boolean isStalled(long now, long nanos) {
        boolean isIdle = owing.isEmpty() && passed.isEmpty() && window.isEmpty();
        if (isIdle && context.connection().isWritable()) {
            owedNothingAt = now;
        }
        return now - window.takenAt() > nanos && now - owedNothingAt > nanos;
    }

    /** When the client has taken something last. */
    long takenAt() {
        return window.takenAt();
    }

    /** The connection is closed. */
    void close() {
        isClosed = true;
        owing.clear();
        memory.set(0);
    }
}
