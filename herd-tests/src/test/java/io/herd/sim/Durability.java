package io.herd.sim;

import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What acknowledgements promise of servers with journals: a server that comes back with the disk that it had knows each report that it
 * has acknowledged, or a newer one, and has forgotten no less than it had committed.
 */
final class Durability {
    private final Oracle oracle;
    /** The newest report of each client that each server has acknowledged since its disk was empty. */
    private final Map<SimServer, Map<Bytes, Report>> acknowledged = new HashMap<>();
    /** How far each server has forgotten for good. */
    private final Map<SimServer, Long> horizons = new HashMap<>();

    Durability(Oracle oracle) {
        this.oracle = oracle;
    }

    /** A server has sent a reply that shows a report. */
    void acknowledged(SimServer server, Report report) {
        acknowledged.computeIfAbsent(server, _ -> new HashMap<>()).merge(report.client(), report, Oracle::newer);
    }

    /** A server has lost its disk. */
    void lostDisk(SimServer server) {
        acknowledged.remove(server);
        horizons.remove(server);
    }

    /** A server has ended that had committed a horizon. Returns the latest that it has ever committed. */
    long ended(SimServer server, long horizon) {
        return horizons.merge(server, horizon, Math::max);
    }

    /** A server has loaded its journal. */
    void loaded(SimProcess life) {
        acknowledged.getOrDefault(life.server(), Map.of()).values().forEach(report -> {
            Report known = life.state().findWithTombstones(report.client());
            oracle.check(
                    isAsNew(known, report) || oracle.mayBeForgotten(life.server(), report),
                    "%s has acknowledged %s, but after a start knows only %s",
                    life.name(),
                    report,
                    known);
        });
        oracle.check(!life.hasFoundDamage(), "%s takes for damage what a crash has left", life.name());
    }

    private static boolean isAsNew(@Nullable Report known, Report report) {
        return known != null && Oracle.newer(known, report).equals(known);
    }
}
