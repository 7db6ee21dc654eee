package io.herd.server.mqtt;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The sessions of one event loop, to which it is confined, but for {@link #forEach}. */
final class SessionGroup {
    private final Executor loop;
    private final Set<MqttSession> sessions = new LinkedHashSet<>();
    private final LocationTexts locations = new LocationTexts();

    SessionGroup(Executor loop) {
        this.loop = loop;
    }

    Executor loop() {
        return loop;
    }

    LocationTexts locations() {
        return locations;
    }

    void add(MqttSession session) {
        sessions.add(session);
    }

    void remove(MqttSession session) {
        sessions.remove(session);
    }

    /** Those that are open now. */
    List<MqttSession> all() {
        return List.copyOf(sessions);
    }

    /** Does something with each session, on the event loop. From any thread. */
    void forEach(Consumer<MqttSession> action) {
        loop.execute(() -> all().forEach(action));
    }
}
