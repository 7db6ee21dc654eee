package io.herd.server.kafka;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Up to where partitions were read a while ago: long enough for others to hold it too. Only that much may be skipped by whoever reads them
 * next. Confined to one thread.
 */
final class SafeOffsets {
    private static final long SAFE_NANOS = 10_000_000_000L;
    private static final long STEP_NANOS = 1_000_000_000L;

    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<Integer, Long> safe = new HashMap<>();
    private final Queue<Step> steps = new ArrayDeque<>();
    private long nextStep;

    /** Where all partitions were at a time. */
    private record Step(long at, Map<Integer, Long> positions) {}

    SafeOffsets(long now) {
        nextStep = now;
    }

    /** A partition is read from an offset on. */
    void start(int partition, long offset) {
        revoked(List.of(partition));
        positions.put(partition, offset);
        safe.put(partition, offset);
    }

    /** The offset of the next record of a partition. */
    void position(int partition, long next) {
        positions.put(partition, next);
    }

    /** What was read of these does not count any more. */
    void revoked(Collection<Integer> partitions) {
        positions.keySet().removeAll(partitions);
        safe.keySet().removeAll(partitions);
        steps.forEach(step -> step.positions.keySet().removeAll(partitions));
    }

    /** Where each partition may be read on by others. */
    Map<Integer, Long> at(long now) {
        if (now >= nextStep) {
            nextStep = now + STEP_NANOS;
            steps.add(new Step(now, new HashMap<>(positions)));
        }
        for (Step step = steps.peek(); step != null && now - step.at >= SAFE_NANOS; step = steps.peek()) {
            safe.putAll(step.positions);
            steps.remove();
        }
        return Map.copyOf(safe);
    }

    /** Where each partition is. */
    Map<Integer, Long> positions() {
        return Map.copyOf(positions);
    }
}
