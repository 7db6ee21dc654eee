package io.herd.sim;

import io.herd.protocol.Report;
import io.herd.state.Expiry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of expiry and deletion, in the words of docs/protocol.md: a server's horizon never falls, as long as it
 * remembers, and it holds nothing below it.
 */
final class Forgetting {
    private final Oracle oracle;
    private final Expiry expiry;
    /** How far each server has forgotten. */
    private final Map<SimServer, Long> horizons = new HashMap<>();

    Forgetting(Oracle oracle, Expiry expiry) {
        this.oracle = oracle;
        this.expiry = expiry;
    }

    /** A server has forgotten what is before a horizon. */
    void reached(SimServer server, long horizon) {
        Long before = horizons.put(server, horizon);
        oracle.check(
                before == null || before <= horizon,
                "the horizon of %s fell from %d to %d",
                server.name(),
                before,
                horizon);
        if (before == null || before < horizon) {
            oracle.note("%s has reached the horizon %d", server.name(), horizon);
        }
    }

    /** A server has lost its memory. */
    void lostMemory(SimServer server) {
        horizons.remove(server);
    }

    /** A server has lost its memory, but for what is on its disk: it may have forgotten only up to this horizon. */
    void fellBack(SimServer server, long horizon) {
        horizons.put(server, horizon);
    }

    /** A server holds a record. */
    void holds(SimServer server, Report record) {
        oracle.check(!hasExpired(server, record), "%s holds %s, which has expired", server.name(), record);
    }

    /** Whether a server has to have forgotten a record. */
    boolean hasExpired(SimServer server, Report record) {
        boolean expires = !record.kind().isLasting() && (!expiry.ttl().isZero() || record.isTombstone());
        return expires && record.timeNanos() < horizon(server);
    }

    /** What has to stand at a server for a client whose newest record is this, or null if nothing. */
    @Nullable
    Report standing(SimServer server, @Nullable Report newest) {
        return newest == null || hasExpired(server, newest) ? null : newest;
    }

    /** Whether all servers have the same horizon. */
    boolean isAgreed(Collection<SimServer> servers) {
        return servers.stream().map(this::horizon).distinct().count() == 1;
    }

    private long horizon(SimServer server) {
        return horizons.getOrDefault(server, Expiry.NONE);
    }
}
