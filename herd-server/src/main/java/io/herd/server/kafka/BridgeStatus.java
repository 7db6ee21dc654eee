package io.herd.server.kafka;

/**
 * How the bridge stands.
 *
 * @param isUp whether records were acknowledged and partitions read when that was last tried
 * @param problem why not; empty if it is up
 * @param stateMillis since when it is up or away
 * @param owed how many records this server has accepted and not handed over
 * @param inFlight how many are on their way
 * @param doubtful how many clients may have an older record behind the newest
 * @param partitions how many partitions this server reads
 * @param lag how many records it has yet to read of them
 */
public record BridgeStatus(
        boolean isUp,
        String problem,
        long stateMillis,
        int owed,
        int inFlight,
        int doubtful,
        int partitions,
        long lag) {}
