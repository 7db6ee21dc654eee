package io.herd.server.watch;

import io.herd.protocol.Prefix;
import io.herd.protocol.RecordKind;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Goes through all clients for topics of name prefixes that have just begun: a part at a time, so that changes are followed
 * meanwhile, and for all such topics together. Confined to one thread.
 */
final class PrefixScan {
    private static final int PARTS = Prefix.FANOUT * Prefix.FANOUT;

    /** For so many topics at a time, so that a step does not take long. */
    private static final int MOST_TOPICS = 32;

    private final HerdState state;
    /** Through how many parts to go yet, for each topic. */
    private final Map<Topic, Integer> remaining = new LinkedHashMap<>();

    private int next;

    PrefixScan(HerdState state) {
        this.state = state;
    }

    void begin(Topic topic) {
        remaining.put(topic, PARTS);
    }

    void remove(Topic topic) {
        remaining.remove(topic);
    }

    boolean isRunning() {
        return !remaining.isEmpty();
    }

    /** Gives the clients of the next part to an action, with the topics that they are of; returns those for which it was the last. */
    List<Topic> step(BiConsumer<Topic, Report> action) {
        Prefix part = Prefix.ROOT.child(next / Prefix.FANOUT).child(next % Prefix.FANOUT);
        next = (next + 1) % PARTS;
        List<Topic> topics = remaining.keySet().stream().limit(MOST_TOPICS).toList();
        state.tree()
                .reports(part)
                .filter(report -> report.kind() == RecordKind.REPORT)
                .forEach(report -> topics.stream()
                        .filter(topic -> topic.covers(report.client(), report.position()))
                        .forEach(topic -> action.accept(topic, report)));
        return topics.stream().filter(this::isDone).toList();
    }

    /** Whether a topic has gone through its last part; it is removed then. */
    private boolean isDone(Topic topic) {
        return remaining.computeIfPresent(topic, (_, parts) -> parts == 1 ? null : parts - 1) == null;
    }
}
