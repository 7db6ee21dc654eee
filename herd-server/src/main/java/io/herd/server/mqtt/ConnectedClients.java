package io.herd.server.mqtt;

import io.herd.server.access.Grant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Which client is connected where. A client that connects again replaces its connection before, which may be half-open. Client ids are
 * known to others and prove nothing, so a client is one of a credential; without one it is of an address. For any number of threads.
 */
public final class ConnectedClients {
    private final ConcurrentMap<Identity, MqttSession> sessions = new ConcurrentHashMap<>();

    /**
     * Which client it is.
     *
     * @param grant the one that all share who show its credential
     * @param address where it connects from; empty if it has shown a credential
     */
    record Identity(Grant grant, String address, String clientId) {
        static Identity of(Grant grant, String address, String clientId) {
            return new Identity(grant, grant.isAnonymous() ? address : "", clientId);
        }
    }

    /** A client has connected; returns its connection before, or null if it had none. */
    @Nullable
    MqttSession enter(Identity identity, MqttSession session) {
        return sessions.put(identity, session);
    }

    /** A connection is closed. */
    void leave(Identity identity, MqttSession session) {
        boolean _ = sessions.remove(identity, session);
    }
}
