package io.herd.server.kafka;

import io.herd.protocol.Bytes;
import io.herd.protocol.Printable;
import io.herd.protocol.Report;
import io.herd.state.MergeResult;
import io.herd.state.PrefetchBatch;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * What the thread that reads decides, apart from its waiting: what becomes of each record, which clients are in doubt, and how far the
 * partitions count as read. {@code now} is the time of a clock that never goes back, in nanoseconds. Confined to one thread.
 */
final class ReaderRounds {
    private final Bridge bridge;
    private final Bytes herd;
    private final LongSupplier latest;
    private final long deadlineNanos;
    private final Logger log;
    private final BridgeCounters counters;
    private final PrefetchBatch<TopicContent.Told> batch;
    private final EndOffsets ends = new EndOffsets();
    private final SafeOffsets safe;
    /** Servers of this herd that another herd has, too: each is told of once. */
    private final Set<Bytes> namesakes = new HashSet<>();

    private int news;
    private long assignedAt;
    private boolean isAssigned;

    /**
     * @param herd the name of this herd
     * @param latest the latest time that a record may have, POSIX time in nanoseconds
     * @param deadlineNanos after so long partitions count as read to their ends
     */
    ReaderRounds(Bridge bridge, Bytes herd, LongSupplier latest, long deadlineNanos, Logger log, long now) {
        this.bridge = bridge;
        this.herd = herd;
        this.latest = latest;
        this.deadlineNanos = deadlineNanos;
        this.log = log;
        counters = bridge.counters();
        batch = new PrefetchBatch<>(bridge.state(), this::merge);
        safe = new SafeOffsets(now);
    }

    /** These partitions are read by this server from now on. */
    void assigned(Collection<Integer> partitions, long now) {
        bridge.partitions().assigned(partitions);
        ends.assigned(partitions);
        isAssigned = true;
        assignedAt = now;
        look(now);
    }

    /** A partition is read from an offset on. */
    void start(int partition, long offset) {
        safe.start(partition, offset);
        ends.position(partition, offset);
    }

    /** These are not read by this server any more. */
    void revoked(Collection<Integer> partitions) {
        bridge.partitions().revoked(partitions);
        ends.revoked(partitions);
        safe.revoked(partitions);
    }

    /** The partitions whose ends are to be asked for. */
    Set<Integer> endsWanted() {
        return ends.unknown();
    }

    /** Where partitions end. */
    void learnEnds(Map<Integer, Long> offsets) {
        ends.learn(offsets);
    }

    /** Takes in the next record of a partition; what it says counts at the latest when the round {@linkplain #end ends}. */
    void read(TopicRecord record) {
        TopicContent.Told told = bridge.decode(record, latest.getAsLong());
        if (told != null) {
            batch.add(told.report().client(), told);
        }
    }

    private void merge(TopicContent.Told told, long clientHash) {
        Report report = told.report();
        MergeResult result = bridge.merge(report, clientHash);
        if (result == MergeResult.ACCEPTED) {
            news++;
            checkName(told);
        } else if (result == MergeResult.OLDER) {
            bridge.doubt(report.client());
        }
    }

    /** A server of this herd tells its reports itself. Before all was read they may be from a former life, told again by others. */
    private void checkName(TopicContent.Told told) {
        Bytes server = told.report().server();
        if (bridge.isSettled() && !told.herd().equals(herd) && bridge.isOwn(server)) {
            counters.namesakes.increment();
            if (namesakes.add(server.copy())) {
                log.warn(
                        "the herd {} at the topic has a server called {} as well; give all servers names of their own",
                        Printable.of(told.herd().toString()),
                        server);
            }
        }
    }

    /** A round ends; returns whether there was news. */
    boolean end(long now) {
        batch.carryOut();
        boolean hadNews = news > 0;
        news = 0;
        look(now);
        return hadNews;
    }

    /** All records of a partition before an offset have been taken in. */
    void position(int partition, long next) {
        safe.position(partition, next);
        ends.position(partition, next);
    }

    private void look(long now) {
        bridge.settled(isAssigned && (ends.areReached() || now - assignedAt > deadlineNanos));
    }

    /** Where each partition may be read on by other servers. */
    Map<Integer, Long> safeOffsets(long now) {
        return safe.at(now);
    }

    /** Where each partition is. */
    Map<Integer, Long> positions() {
        return safe.positions();
    }
}
