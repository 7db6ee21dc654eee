package io.herd.server.kafka;

import io.herd.config.KafkaConfig;
import io.herd.protocol.Bytes;
import io.herd.protocol.RecordKind;
import io.herd.protocol.Report;
import io.herd.state.ChangeFeed;
import io.herd.state.HerdState;
import io.herd.state.MergeResult;
import io.herd.state.Origin;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the publisher and the reader of a server share: what is owed to the topic, and what is in doubt. The topic is one more neighbour:
 * what it tells is not owed to it. Safe for any number of threads, but where it is said.
 */
final class Bridge {
    /** Reading a record back takes less, as long as brokers and this server keep up. */
    private static final long DOUBT_NANOS = 3_000_000_000L;
    /** What others have not repaired by then. */
    private static final long FOREIGN_DOUBT_NANOS = 30_000_000_000L;

    private final HerdState state;
    private final Bytes server;
    private final Set<Bytes> servers;
    private final ChangeFeed owed;
    private final Doubts ownDoubts;
    private final Doubts foreignDoubts;
    private final Origin origin;
    private final OwnPartitions partitions;
    private final boolean joinsFences;
    private final BridgeCounters counters = new BridgeCounters();
    private volatile boolean isSettled;

    /**
     * @param servers the names of all servers of the herd
     * @param joinsFences whether fences are the same in all herds
     * @param now a clock that never goes back, in nanoseconds
     */
    Bridge(
            HerdState state,
            String server,
            Set<String> servers,
            KafkaConfig.Consume consume,
            boolean joinsFences,
            long now) {
        this.state = state;
        this.server = Bytes.of(server);
        this.servers = servers.stream().map(Bytes::of).collect(Collectors.toSet());
        this.joinsFences = joinsFences;
        partitions = new OwnPartitions(server, servers, consume);
        owed = state.open(ChangeFeed.Scope.LOCAL);
        ownDoubts = new Doubts(state, DOUBT_NANOS, now);
        foreignDoubts = new Doubts(state, FOREIGN_DOUBT_NANOS, now);
        origin = new Origin(Stream.of(Stream.of(owed), ownDoubts.feeds().stream(), foreignDoubts.feeds().stream())
                .flatMap(each -> each)
                .toList());
    }

    HerdState state() {
        return state;
    }

    Bytes server() {
        return server;
    }

    /** Whether a server is one of this herd. */
    boolean isOwn(Bytes name) {
        return servers.contains(name);
    }

    /** What this server has accepted and the topic has not. */
    ChangeFeed owed() {
        return owed;
    }

    /** Clients whose newest record this herd has brought into the topic: it repairs them soon. */
    Doubts ownDoubts() {
        return ownDoubts;
    }

    /** Clients that another herd or another server of this herd is to repair, and this server if they do not. */
    Doubts foreignDoubts() {
        return foreignDoubts;
    }

    /** Whether the topic is told of such records, and believed. */
    boolean joins(RecordKind kind) {
        return joinsFences || !kind.isOfFence();
    }

    /**
     * What a record tells; null if it is none, which is counted.
     *
     * @param latestNanos the latest time that it may have, POSIX time in nanoseconds
     */
    TopicContent.@Nullable Told decode(TopicRecord record, long latestNanos) {
        return switch (TopicCodec.decode(record, latestNanos)) {
            case TopicContent.Told told -> told;
            case TopicContent.Rejected(TopicContent.Reason reason) -> {
                counters.rejected(reason);
                yield null;
            }
        };
    }

    /** Keeps what the topic tells, if this herd keeps such records and it is news. */
    MergeResult merge(Report told, long clientHash) {
        MergeResult result = joins(told.kind()) ? state.mergeRemote(told, clientHash, origin) : MergeResult.ELSEWHERE;
        counters.merged(result);
        return result;
    }

    OwnPartitions partitions() {
        return partitions;
    }

    BridgeCounters counters() {
        return counters;
    }

    /** The topic has an older record of a client behind the newest, perhaps. */
    void doubt(Bytes client) {
        Report newest = state.findWithTombstones(client);
        if (newest != null) {
            Doubts doubts = isOwn(newest.server()) ? ownDoubts : foreignDoubts;
            doubts.add(client);
        }
    }

    /** Whether the topic has been read to its end, so that what is in doubt may be told from what only has not been read yet. */
    boolean isSettled() {
        return isSettled;
    }

    void settled(boolean settled) {
        isSettled = settled;
    }
}
