package io.herd.server.mqtt;

import io.herd.access.Permissions;
import io.herd.phone.PhoneMessage;
import io.herd.phone.PhoneNames;
import io.herd.protocol.Bytes;
import io.herd.protocol.ClientName;
import io.herd.server.access.Grant;
import io.herd.server.mqtt.Login.Accepted;
import io.herd.server.mqtt.Publication.Foreign;
import io.herd.server.mqtt.Publication.Removal;
import io.herd.server.mqtt.Publication.Said;
import io.herd.server.phone.PhoneResults;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.MqttWill;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttUnsubAckReasonCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection whose CONNECT was accepted. Confined to its event loop. */
final class MqttSession {
    /** How many bytes that were published may wait while others are being stored. */
    private static final int MOST_WAITING_BYTES = 64 * 1024;
    /** How many messages a connection may have passed on in a second: each goes to all who subscribe. */
    private static final int MOST_PASSED = 10;
    /** A client that does not take anything for so long is cut. */
    private static final long STALLED_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** A client is silent for too long after so many halves of its keep-alive. */
    private static final int HALVES = 3;

    private static final long HALF_SECOND_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** About how many bytes a message takes besides its payload. */
    private static final int MESSAGE_BYTES = 300;
    /** After so many ticks a connection that ends is closed, whether the other side has taken what was sent or not. */
    private static final int LAST_TICKS = 3;

    private final MqttService service;
    private final SessionGroup group;
    private final MqttConnection connection;
    private final Grant grant;
    private final String user;
    private final ConnectedClients.Identity identity;
    private final long keepAliveNanos;
    private final Outbox outbox;
    /** What was published and is not being stored yet. */
    private List<Received> waiting = new ArrayList<>();

    private Storing storing = Storing.NOTHING;
    private Life life = Life.OPEN;
    private @Nullable MqttWill will;
    private int waitingBytes;
    private long accounted;
    private int passed;
    /** To subscribe and to unsubscribe: the first is under way. */
    private final Deque<Runnable> requests = new ArrayDeque<>();

    private int ticksLeft = LAST_TICKS;

    /** What is being done with what was published. */
    private enum Storing {
        NOTHING,
        /** It will be stored at the end of the read. */
        SOON,
        /** Some is being stored; what comes meanwhile waits. */
        NOW
    }

    private enum Life {
        OPEN,
        /** The server stops: the connection ends once all is stored. */
        STOPPING,
        /** The connection is being closed. */
        ENDING,
        CLOSED
    }

    /** A message that was published. */
    private record Received(int id, MqttQoS qos, Publication meaning, String topic, Buffer payload) {}

    private record Acknowledgement(int id, MqttQoS qos, boolean isForbidden) {}

    private MqttSession(
            MqttService service,
            SessionGroup group,
            MqttConnection connection,
            Accepted login,
            String address,
            MqttEndpoint endpoint) {
        this.service = service;
        this.group = group;
        this.connection = connection;
        grant = login.grant();
        user = login.user();
        identity = ConnectedClients.Identity.of(grant, address, endpoint.clientIdentifier());
        keepAliveNanos = HALVES * HALF_SECOND_NANOS * endpoint.keepAliveTimeSeconds();
        will = endpoint.will().isWillFlag() ? endpoint.will() : null;
        outbox = new Outbox(service, connection, grant, group.loop(), this::cut);
    }

    /** Begins the session of a connection, in place of an earlier one of the same client. */
    static MqttSession begin(
            MqttService service,
            SessionGroup group,
            MqttConnection connection,
            Accepted login,
            String address,
            MqttEndpoint endpoint) {
        var session = new MqttSession(service, group, connection, login, address, endpoint);
        MqttSession before = service.connected().enter(session.identity, session);
        if (before != null) {
            before.group.loop().execute(before::replaced);
        }
        group.add(session);
        session.account();
        long idle = service.limits().connections().idle().toSeconds();
        connection.accept(
                (int) Math.min(idle, Character.MAX_VALUE), service.config().messageBytes());
        endpoint.publishHandler(session::published)
                .publishAcknowledgeHandler(session.outbox::acknowledged)
                .publishReleaseHandler(connection::complete)
                .subscribeHandler(message -> session.request(() -> session.subscribe(message)))
                .unsubscribeHandler(message -> session.request(() -> session.unsubscribe(message)))
                .disconnectMessageHandler(message -> session.disconnected(message.code()));
        return session;
    }

    Outbox outbox() {
        return outbox;
    }

    private void published(MqttPublishMessage message) {
        service.counters().published.increment();
        Permissions permitted = grant.permissions();
        Buffer payload = message.payload();
        Publication meaning =
                Publication.read(message.topicName(), payload.getBytes(), message.isRetain(), user, permitted.report());
        waiting.add(new Received(message.messageId(), message.qosLevel(), meaning, message.topicName(), payload));
        waitingBytes += MESSAGE_BYTES + payload.length();
        account();
        pace();
        if (storing == Storing.NOTHING) {
            storing = Storing.SOON;
            // All that is read together is stored together.
            group.loop().execute(this::store);
        }
    }

    private void store() {
        if (grant.hasEnded()) {
            end(MqttRefusal.ENDED_CREDENTIAL, MqttDisconnectReasonCode.NOT_AUTHORIZED);
            return;
        }
        List<Received> batch = waiting;
        waiting = new ArrayList<>();
        waitingBytes = 0;
        account();
        pace();
        storing = Storing.NOW;
        var publications = batch.stream().map(Received::meaning).toList();
        List<PhoneResults> results = service.intake().takeEach(Publication.messages(publications), grant.permissions());
        var outcome = new Outcome(batch, results);
        Future.all(service.intake().flush(results), Future.all(outcome.removals))
                .onComplete(stored -> group.loop().execute(() -> stored(outcome, stored.succeeded())));
    }

    /** What became of messages that are stored together. */
    private final class Outcome {
        /** To be sent if all goes well: of the first messages, before one that is to be sent again later. */
        private final List<Acknowledgement> acknowledgements = new ArrayList<>();

        private final List<Future<Boolean>> removals = new ArrayList<>();
        private boolean isForLater;

        private Outcome(List<Received> batch, List<PhoneResults> results) {
            int next = 0;
            for (Received each : batch) {
                PhoneResults result = each.meaning() instanceof Said ? results.get(next++) : null;
                isForLater |= result != null && result.areForLater() && each.qos() != MqttQoS.AT_MOST_ONCE;
                boolean isForbidden = switch (each.meaning()) {
                    case Said said -> said(each, said, result);
                    case Removal removal -> remove(removal);
                    case Foreign _ -> {
                        service.counters().refused(MqttRefusal.FOREIGN_TOPIC).increment();
                        yield false;
                    }
                };
                if (!isForLater) {
                    acknowledgements.add(new Acknowledgement(each.id(), each.qos(), isForbidden));
                }
            }
        }

        private boolean said(Received received, Said said, @Nullable PhoneResults result) {
            Bytes client = result == null ? null : result.client();
            if (client != null && said.topic().rest().isEmpty() && said.message() instanceof PhoneMessage.Located) {
                outbox.publishedAs(client.copy(), received.topic());
            } else if (client != null && said.message() instanceof PhoneMessage.Shown) {
                service.relay().shown(client.copy());
            }
            if (said.isForOthers()) {
                pass(said, received.payload());
            }
            return result != null && result.areForbidden();
        }

        /** Forgets the clients of a topic; returns whether none may be. */
        private boolean remove(Removal removal) {
            List<ClientName> permitted = PhoneNames.of(removal.topic().sender()).stream()
                    .filter(grant.permissions().forget()::contains)
                    .map(ClientName::ofBytes)
                    .toList();
            permitted.stream()
                    .filter(name -> name != null && service.state().find(name.bytes()) != null)
                    .forEach(name -> removals.add(service.reports().forget(name)));
            if (permitted.isEmpty()) {
                service.counters().refused(MqttRefusal.FORBIDDEN_REMOVAL).increment();
            }
            return permitted.isEmpty();
        }
    }

    /** Passes a message on as it is, where its sender may report the client whose topic it is on. */
    private void pass(Said said, Buffer payload) {
        ClientName client = PhoneNames.client(said.sender(), grant.permissions().report());
        boolean isPermitted = client != null && grant.permissions().report().contains(client.bytes());
        if (client != null && isPermitted && passed < MOST_PASSED) {
            passed++;
            service.relay().pass(new Relay.Passed(client.bytes(), said.topic().of(client.bytes()), payload));
        } else {
            service.counters().refused(MqttRefusal.NOT_PASSED_ON).increment();
        }
    }

    private void stored(Outcome outcome, boolean isStored) {
        storing = Storing.NOTHING;
        if (isStored) {
            outcome.acknowledgements.forEach(each -> connection.acknowledge(each.id(), each.qos(), each.isForbidden()));
        }
        if (outcome.isForLater || !isStored) {
            // The client sends again what was not acknowledged when it connects again.
            end(MqttRefusal.UNACKNOWLEDGED, MqttDisconnectReasonCode.SERVER_BUSY);
        } else if (!waiting.isEmpty()) {
            store();
        } else if (life == Life.STOPPING) {
            connection.end(MqttDisconnectReasonCode.SERVER_SHUTTING_DOWN);
        }
    }

    /** Reads no more while as much waits as may. */
    private void pace() {
        boolean isFull = waiting.size() >= MqttConnection.WINDOW || waitingBytes >= MOST_WAITING_BYTES;
        connection.pause(isFull || !requests.isEmpty() || life == Life.STOPPING);
    }

    /** Subscribing takes the index a moment: of one connection it does one thing after the other. */
    private void request(Runnable action) {
        requests.add(action);
        pace();
        if (requests.size() == 1) {
            action.run();
        }
    }

    private void answered() {
        requests.removeFirst();
        pace();
        Runnable next = requests.peekFirst();
        if (next != null) {
            group.loop().execute(next);
        }
    }

    private void subscribe(MqttSubscribeMessage message) {
        List<Future<MqttSubAckReasonCode>> codes =
                message.topicSubscriptions().stream().map(this::subscribe).toList();
        Future.all(codes).onSuccess(all -> group.loop().execute(() -> subscribed(message.messageId(), all.list())));
    }

    private void subscribed(int id, List<MqttSubAckReasonCode> codes) {
        connection.subscribed(id, codes);
        answered();
    }

    private Future<MqttSubAckReasonCode> subscribe(MqttTopicSubscription wish) {
        TopicFilter filter = TopicFilter.parse(wish.topicName());
        if (filter == null || filter.isShared()) {
            service.counters().refused(MqttRefusal.FILTER).increment();
            return Future.succeededFuture(
                    filter == null
                            ? MqttSubAckReasonCode.TOPIC_FILTER_INVALID
                            : MqttSubAckReasonCode.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED);
        }
        boolean wantsNewest = wish.subscriptionOption() == null
                || wish.subscriptionOption().retainHandling() != RetainedHandlingPolicy.DONT_SEND_AT_SUBSCRIBE;
        return outbox.subscribe(filter, wish.qualityOfService(), wantsNewest);
    }

    private void unsubscribe(MqttUnsubscribeMessage message) {
        List<MqttUnsubAckReasonCode> codes = message.topics().stream()
                .map(TopicFilter::parse)
                .map(filter -> filter != null && outbox.unsubscribe(filter)
                        ? MqttUnsubAckReasonCode.SUCCESS
                        : MqttUnsubAckReasonCode.NO_SUBSCRIPTION_EXISTED)
                .toList();
        connection.unsubscribed(message.messageId(), codes);
        answered();
    }

    private void disconnected(MqttDisconnectReasonCode reason) {
        will = reason == MqttDisconnectReasonCode.WITH_WILL_MESSAGE ? will : null;
        life = Life.ENDING;
    }

    /** The client has connected again. */
    private void replaced() {
        will = null;
        end(MqttRefusal.TAKEN_OVER, MqttDisconnectReasonCode.SESSION_TAKEN_OVER);
    }

    /** To be called about once a second: ends connections that are over. */
    void tick(long now) {
        passed = 0;
        if (life != Life.OPEN) {
            ticksLeft -= life == Life.ENDING ? 1 : 0;
            if (ticksLeft == 0) {
                connection.cut();
            }
            return;
        }
        outbox.review();
        if (grant.hasEnded()) {
            end(MqttRefusal.ENDED_CREDENTIAL, MqttDisconnectReasonCode.NOT_AUTHORIZED);
        } else if (outbox.isStalledSince(now - STALLED_NANOS)) {
            cut(MqttRefusal.SLOW_READER);
        } else if (isSilent(now)) {
            cut(MqttRefusal.IDLE);
        }
    }

    /** Whether nothing has come for too long; where the client has not said how long that is, and nothing has gone either. */
    private boolean isSilent(long now) {
        return keepAliveNanos > 0
                ? now - connection.heardAt() >= keepAliveNanos
                : now - Math.max(connection.heardAt(), outbox.takenAt())
                        >= service.limits().connections().idle().toNanos();
    }

    private void end(MqttRefusal reason, MqttDisconnectReasonCode code) {
        if (life == Life.OPEN || life == Life.STOPPING) {
            life = Life.ENDING;
            service.counters().refused(reason).increment();
            connection.end(code);
        }
    }

    private void cut(MqttRefusal reason) {
        if (life == Life.OPEN || life == Life.STOPPING) {
            life = Life.ENDING;
            service.counters().refused(reason).increment();
            connection.cut();
        }
    }

    /** The server stops: what is being stored is acknowledged, and the connection closed. */
    void stop() {
        will = null;
        life = life == Life.OPEN ? Life.STOPPING : life;
        pace();
        if (storing == Storing.NOTHING) {
            connection.end(MqttDisconnectReasonCode.SERVER_SHUTTING_DOWN);
        }
    }

    /** The connection is closed. */
    void closed(long now) {
        if (life == Life.OPEN && isSilent(now)) {
            // The library has closed it.
            service.counters().refused(MqttRefusal.IDLE).increment();
        }
        life = Life.CLOSED;
        account();
        outbox.close();
        group.remove(this);
        service.connected().leave(identity, this);
        publishWill();
    }

    private void publishWill() {
        MqttWill last = will;
        if (last == null || last.getWillMessageBytes() == null) {
            return;
        }
        Publication meaning = Publication.read(
                last.getWillTopic(),
                last.getWillMessageBytes(),
                false,
                user,
                grant.permissions().report());
        if (meaning instanceof Said said) {
            pass(said, Buffer.buffer(last.getWillMessageBytes()));
        } else {
            service.counters().refused(MqttRefusal.FOREIGN_TOPIC).increment();
        }
    }

    private void account() {
        MqttWill kept = will;
        byte[] message = kept == null ? null : kept.getWillMessageBytes();
        long held = (long) waitingBytes + (message == null || life == Life.CLOSED ? 0 : message.length);
        service.memory().add(held - accounted);
        accounted = held;
    }
}
