package io.herd.server.mqtt;

import io.herd.server.access.Grant;
import io.herd.server.net.MemoryShare;
import java.util.concurrent.Executor;

/**
 * What the parts of a session share.
 *
 * @param grant what the client may do now
 * @param subscribed the bytes in which its subscriptions are kept
 */
record SessionContext(
        MqttService service,
        SessionGroup group,
        MqttConnection connection,
        Grant grant,
        Lifetime lifetime,
        OwnTopic own,
        MemoryShare subscribed) {
    static SessionContext of(MqttService service, SessionGroup group, MqttConnection connection, Grant grant) {
        return new SessionContext(
                service,
                group,
                connection,
                grant,
                new Lifetime(connection, service.counters()),
                new OwnTopic(),
                new MemoryShare(service.memory()));
    }

    Executor loop() {
        return group.loop();
    }

    MqttCounters counters() {
        return service.counters();
    }
}
