package io.herd.server.mqtt;

import io.herd.protocol.Bytes;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Passes messages on that the herd does not keep, to those at this server who subscribe to their topics: transitions, wills, commands and the
 * like. For any number of threads.
 */
public final class Relay {
    private final List<SessionGroup> groups = new CopyOnWriteArrayList<>();

    /**
     * A message that is passed on.
     *
     * @param client whom it is about, or for
     */
    record Passed(Bytes client, String topic, Buffer payload) {}

    void add(SessionGroup group) {
        groups.add(group);
    }

    void remove(SessionGroup group) {
        groups.remove(group);
    }

    void pass(Passed message) {
        groups.forEach(group -> group.forEach(session -> session.subscriptions().pass(message)));
    }
}
