package io.herd.server.client;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Has what comes behind reports wait for them, where these take a while: a question sees the reports before it on its connection. Confined
 * to the connection's event loop.
 */
final class ReportOrder {
    private final Queue<Entry> entries = new ArrayDeque<>();

    /** A report that is under way, or what waits for those before it. */
    private static final class Entry {
        private final @Nullable Runnable task;
        private boolean isDone;

        private Entry(@Nullable Runnable task) {
            this.task = task;
            isDone = task != null;
        }
    }

    /** A report is under way; to be told when it no longer is. */
    Runnable begin() {
        var report = new Entry(null);
        entries.add(report);
        return () -> {
            report.isDone = true;
            moveUp();
        };
    }

    /** Runs a task once all reports that have begun are done: now, if they are. */
    void then(Runnable task) {
        entries.add(new Entry(task));
        moveUp();
    }

    private void moveUp() {
        for (Entry head = entries.peek(); head != null && head.isDone; head = entries.peek()) {
            entries.remove();
            if (head.task != null) {
                head.task.run();
            }
        }
    }
}
