package io.herd.cli;

import io.herd.track.TrackPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The histories of several servers as one: in the order of time, and without points that several have kept. */
final class HistoryMerge {
    private final List<History> histories;
    private final Consumer<String> problems;
    /** The points of the last time. */
    private final List<TrackPoint> last = new ArrayList<>();

    /**
     * A merge of histories.
     *
     * @param problems is told of each server that cannot be asked; what it had is missing
     */
    HistoryMerge(List<History> histories, Consumer<String> problems) {
        this.histories = new ArrayList<>(histories);
        this.problems = problems;
    }

    /** The next point; null at the end. */
    @Nullable
    TrackPoint next() {
        while (true) {
            TrackPoint first = takeFirst();
            if (first == null || last.stream().noneMatch(first::isSameAs)) {
                if (first != null && !last.isEmpty() && last.getFirst().nanos() != first.nanos()) {
                    last.clear();
                }
                if (first != null) {
                    last.add(first);
                }
                return first;
            }
        }
    }

    private @Nullable TrackPoint takeFirst() {
        History oldest = null;
        TrackPoint first = null;
        for (History each : List.copyOf(histories)) {
            TrackPoint point = peek(each);
            if (point != null && (first == null || point.nanos() < first.nanos())) {
                oldest = each;
                first = point;
            }
        }
        if (oldest != null) {
            oldest.advance();
        }
        return first;
    }

    private @Nullable TrackPoint peek(History history) {
        try {
            return history.peek();
        } catch (IOException e) {
            histories.remove(history);
            problems.accept(String.valueOf(e.getMessage()));
            return null;
        }
    }
}
