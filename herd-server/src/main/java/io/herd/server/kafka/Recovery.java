package io.herd.server.kafka;

import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Goes through all that is known for records that the topic may lack, a part at a time. Confined to one thread. */
final class Recovery {
    private static final int AT_ONCE = 20_000;

    private final HerdState state;
    private final Queue<Walk> walks = new ArrayDeque<>();

    private record Walk(Iterator<Report> reports, Predicate<Report> isMissing) {}

    Recovery(HerdState state) {
        this.state = state;
    }

    /** Goes through all that is known by now. */
    void begin(Predicate<Report> isMissing) {
        walks.add(new Walk(state.tree().reports(Prefix.ROOT).iterator(), isMissing));
    }

    boolean isOver() {
        return walks.isEmpty();
    }

    /** Goes on; hands over what may be missing. */
    void step(Consumer<Report> missing) {
        Walk walk = walks.peek();
        for (int i = 0; walk != null && i < AT_ONCE; i++) {
            if (!walk.reports.hasNext()) {
                walks.remove();
                walk = walks.peek();
                continue;
            }
            Report report = walk.reports.next();
            if (walk.isMissing.test(report)) {
                missing.accept(report);
            }
        }
    }
}
