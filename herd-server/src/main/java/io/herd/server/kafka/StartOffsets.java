package io.herd.server.kafka;

import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Where a partition is read from when it is assigned to this server. Memory is the state: the first time since the start, what this server
 * holds counts, and not what the herd once held. Confined to one thread.
 */
final class StartOffsets {
    private final Map<Integer, Long> stored;
    private final Set<Integer> known = new HashSet<>();

    /** @param stored the offsets of what this server's journal holds */
    StartOffsets(Map<Integer, Long> stored) {
        this.stored = Map.copyOf(stored);
    }

    /** The offset to read from, 0 for the beginning; empty for where the herd has committed that others read on. */
    OptionalLong of(int partition) {
        return known.add(partition) ? OptionalLong.of(stored.getOrDefault(partition, 0L)) : OptionalLong.empty();
    }
}
