package io.herd.server.link;

import io.herd.state.ChangeFeed;
import io.herd.state.DelayedFeed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is pending for a neighbour.
 *
 * @param prompt what it is told at once
 * @param delayed what it is expected to get from another neighbour of both; null if there is none, or no feed is left for it
 */
record NeighbourFeeds(ChangeFeed prompt, @Nullable DelayedFeed delayed) {
    List<ChangeFeed> all() {
        List<ChangeFeed> all = new ArrayList<>(List.of(prompt));
        if (delayed != null) {
            all.addAll(delayed.both());
        }
        return all;
    }
}
