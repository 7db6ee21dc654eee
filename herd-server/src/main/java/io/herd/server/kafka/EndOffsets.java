package io.herd.server.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How far the partitions of this server went when they were assigned: until it has read them to there, the topic shows it old records
 * before new ones. Confined to one thread.
 */
final class EndOffsets {
    /** Partitions whose ends are not known yet. */
    private final Set<Integer> unknown = new HashSet<>();

    private final Map<Integer, Long> ends = new HashMap<>();
    private final Map<Integer, Long> positions = new HashMap<>();

    void assigned(Collection<Integer> partitions) {
        unknown.addAll(partitions);
        partitions.forEach(ends::remove);
        partitions.forEach(positions::remove);
    }

    void revoked(Collection<Integer> partitions) {
        partitions.forEach(unknown::remove);
        partitions.forEach(ends::remove);
    }

    /** The partitions whose ends are to be asked for. */
    Set<Integer> unknown() {
        return Set.copyOf(unknown);
    }

    /** Where partitions end. Counts for those that were unknown. */
    void learn(Map<Integer, Long> offsets) {
        offsets.forEach((partition, end) -> {
            if (unknown.remove(partition)) {
                ends.put(partition, end);
                settle(partition);
            }
        });
    }

    /** The offset of the next record of a partition. */
    void position(int partition, long next) {
        positions.put(partition, next);
        settle(partition);
    }

    private void settle(int partition) {
        if (positions.getOrDefault(partition, -1L) >= ends.getOrDefault(partition, Long.MAX_VALUE)) {
            ends.remove(partition);
        }
    }

    /** Whether all have been read to where they ended when they were assigned. */
    boolean areReached() {
        return unknown.isEmpty() && ends.isEmpty();
    }
}
