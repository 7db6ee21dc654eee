package io.herd.server.mqtt;

import io.herd.access.Names;
import io.herd.phone.PhoneNames;
import io.herd.protocol.ClientName;
import io.herd.server.access.Grant;
import io.herd.server.mqtt.Publication.Said;
import io.herd.server.mqtt.Relay.Passed;
import io.vertx.core.buffer.Buffer;

/** Passes on what a client publishes for others, as it is. Confined to its event loop. */
final class Forwarder {
    /** How many messages a connection may have passed on in a second: each goes to all who subscribe. */
    private static final int MOST_A_SECOND = 10;

    private final MqttService service;
    private final Grant grant;
    private final Allowance allowance = new Allowance(MOST_A_SECOND, MOST_A_SECOND);

    Forwarder(MqttService service, Grant grant) {
        this.service = service;
        this.grant = grant;
    }

    /** To be called about once a second. */
    void tick() {
        allowance.refill();
    }

    /** Passes a message on if its sender may report the client whose topic it is on. */
    void pass(Said said, Buffer payload) {
        Names permitted = grant.permissions().report();
        ClientName client = PhoneNames.client(said.sender(), permitted);
        if (client != null && permitted.contains(client.bytes()) && !allowance.isSpent()) {
            allowance.spend(1);
            service.relay().pass(new Passed(client.bytes(), said.topic().of(client.bytes()), payload));
        } else {
            service.counters().refused(MqttRefusal.NOT_PASSED_ON).increment();
        }
    }
}
