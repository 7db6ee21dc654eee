package io.herd.server.history;

import java.util.List;

/**
 * Some of the points of a client, the oldest first.
 *
 * @param hasMore whether there are others behind them
 */
public record HistoryPage(List<HistoryPoint> points, boolean hasMore) {
    public HistoryPage {
        points = List.copyOf(points);
    }
}
