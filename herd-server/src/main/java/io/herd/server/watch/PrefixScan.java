package io.herd.server.watch;

import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Goes through all clients for topics of name prefixes that have just begun: a part at a time, so that changes are followed
 * meanwhile, and for all such topics together. Confined to one thread.
 */
final class PrefixScan {
    private static final int PARTS = Prefix.FANOUT * Prefix.FANOUT;

    private final HerdState state;
    /** Through how many parts to go yet, for each topic. */
    private final Map<Topic, Integer> remaining = new HashMap<>();

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
        state.tree()
                .reports(part)
                .filter(report -> !report.isTombstone())
                .forEach(report -> remaining.keySet().stream()
                        .filter(topic -> topic.covers(report.client(), report.position()))
                        .forEach(topic -> action.accept(topic, report)));
        next = (next + 1) % PARTS;
        List<Topic> complete = new ArrayList<>();
        remaining.replaceAll((topic, parts) -> {
            if (parts == 1) {
                complete.add(topic);
            }
            return parts - 1;
        });
        complete.forEach(remaining::remove);
        return complete;
    }
}
