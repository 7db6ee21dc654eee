package io.herd.server.mqtt;

import io.herd.access.Permissions;
import io.herd.phone.PhoneMessage;
import io.herd.phone.PhoneNames;
import io.herd.protocol.ClientName;
import io.herd.server.mqtt.Publication.Foreign;
import io.herd.server.mqtt.Publication.Removal;
import io.herd.server.mqtt.Publication.Said;
import io.herd.server.net.MemoryShare;
import io.herd.server.phone.PhoneResults;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * What a client publishes: all of one read is stored together, and acknowledged once it is stored. What comes meanwhile waits. Confined to
 * its event loop.
 */
final class Inbox {
    /** How many bytes may wait while others are being stored. */
    private static final int MOST_WAITING_BYTES = 64 * 1024;
    /** About how many bytes a message takes besides its payload. */
    private static final int MESSAGE_BYTES = 300;

    private final SessionContext context;
    private final MqttService service;
    private final String user;
    private final Forwarder forwarder;
    private final MemoryShare memory;
    private List<Received> waiting = new ArrayList<>();
    private Storing storing = Storing.NOTHING;

    /** What is being done with what was published. */
    private enum Storing {
        NOTHING,
        /** It will be stored at the end of the read. */
        SOON,
        NOW
    }

    /** A message that was published. */
    private record Received(int id, MqttQoS qos, Publication meaning, String topic, Buffer payload) {}

    /** @param user who has logged in; empty if that is not known */
    Inbox(SessionContext context, String user, Forwarder forwarder) {
        this.context = context;
        this.user = user;
        this.forwarder = forwarder;
        service = context.service();
        memory = new MemoryShare(service.memory());
    }

    void published(MqttPublishMessage message) {
        service.counters().published.increment();
        Buffer payload = message.payload();
        Publication meaning = Publication.read(
                message.topicName(),
                payload.getBytes(),
                message.isRetain(),
                user,
                permissions().report());
        waiting.add(new Received(message.messageId(), message.qosLevel(), meaning, message.topicName(), payload));
        memory.add(MESSAGE_BYTES + payload.length());
        pace();
        if (storing == Storing.NOTHING) {
            storing = Storing.SOON;
            context.loop().execute(this::store);
        }
    }

    private Permissions permissions() {
        return context.grant().permissions();
    }

    /** Reads no more while as much waits as may. */
    private void pace() {
        boolean isFull = waiting.size() >= MqttConnection.WINDOW || memory.held() >= MOST_WAITING_BYTES;
        context.connection().pause(MqttConnection.Busy.STORING, isFull);
    }

    private void store() {
        if (context.grant().hasEnded()) {
            context.lifetime().end(MqttRefusal.ENDED_CREDENTIAL, MqttDisconnectReasonCode.NOT_AUTHORIZED);
            return;
        }
        List<Received> batch = waiting;
        waiting = new ArrayList<>();
        memory.set(0);
        pace();
        storing = Storing.NOW;
        var publications = batch.stream().map(Received::meaning).toList();
        List<PhoneResults> results = service.intake().takeEach(Publication.messages(publications), permissions());
        Iterator<PhoneResults> next = results.iterator();
        var acknowledgements = new Acknowledgements();
        List<Future<?>> pending = new ArrayList<>(List.of(service.intake().flush(results)));
        for (Received each : batch) {
            switch (each.meaning) {
                case Said said -> {
                    PhoneResults result = next.next();
                    said(each, said, result);
                    acknowledgements.add(each.id, each.qos, result.areForLater(), result.areForbidden());
                }
                case Removal removal -> {
                    boolean isForbidden = !remove(removal, pending);
                    acknowledgements.add(each.id, each.qos, false, isForbidden);
                }
                case Foreign _ -> {
                    service.counters().refused(MqttRefusal.FOREIGN_TOPIC).increment();
                    acknowledgements.add(each.id, each.qos, false, false);
                }
            }
        }
        Future.all(pending).onComplete(all -> context.loop().execute(() -> stored(acknowledgements, all.succeeded())));
    }

    private void said(Received received, Said said, PhoneResults result) {
        boolean isPosition = said.topic().rest().isEmpty() && said.message() instanceof PhoneMessage.Located;
        if (result.client() != null && isPosition) {
            context.own().set(result.client().copy(), received.topic);
        }
        if (said.isForOthers()) {
            forwarder.pass(said, received.payload);
        }
    }

    /** Forgets the clients of a topic; returns whether any of them may be. */
    private boolean remove(Removal removal, List<Future<?>> pending) {
        List<ClientName> permitted = PhoneNames.of(removal.topic().sender()).stream()
                .filter(permissions().forget()::contains)
                .map(ClientName::ofBytes)
                .filter(Objects::nonNull)
                .toList();
        permitted.stream()
                .filter(name -> service.state().find(name.bytes()) != null)
                .forEach(name -> pending.add(service.reports().forget(name)));
        if (permitted.isEmpty()) {
            service.counters().refused(MqttRefusal.FORBIDDEN_REMOVAL).increment();
        }
        return !permitted.isEmpty();
    }

    private void stored(Acknowledgements acknowledgements, boolean isStored) {
        storing = Storing.NOTHING;
        if (isStored) {
            acknowledgements.send(context.connection());
        }
        if (!isStored || acknowledgements.areCutShort()) {
            // The client sends again what was not acknowledged when it connects again.
            context.lifetime().end(MqttRefusal.UNACKNOWLEDGED, MqttDisconnectReasonCode.SERVER_BUSY);
        } else if (!waiting.isEmpty()) {
            store();
        } else {
            endIfStopping();
        }
    }

    /** The server stops: no more is read, and the connection ends once all is stored. */
    void stop() {
        context.connection().pause(MqttConnection.Busy.STOPPING, true);
        endIfStopping();
    }

    private void endIfStopping() {
        if (storing == Storing.NOTHING) {
            context.lifetime().stopped();
        }
    }

    /** The connection is closed. */
    void close() {
        memory.set(0);
    }
}
