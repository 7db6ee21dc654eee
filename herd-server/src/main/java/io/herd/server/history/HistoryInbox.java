package io.herd.server.history;

import java.util.ArrayList;
import java.util.List;

/** What the history was told and has not taken yet. Safe for any number of threads. */
final class HistoryInbox {
    private List<HistoryChange> entries = new ArrayList<>();

    synchronized void add(HistoryChange entry) {
        entries.add(entry);
    }

    /** All of it, in its order; the inbox is empty then. */
    synchronized List<HistoryChange> take() {
        List<HistoryChange> taken = entries;
        if (!taken.isEmpty()) {
            entries = new ArrayList<>();
        }
        return taken;
    }
}
