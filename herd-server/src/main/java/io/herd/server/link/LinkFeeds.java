package io.herd.server.link;

import io.herd.state.ChangeFeed;
import io.herd.state.DelayedFeed;
import io.herd.state.HerdState;
import io.herd.state.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is pending for the neighbours that a server is linked to. Safe for any number of threads. */
final class LinkFeeds {
    /** For so many neighbours something may be delayed: each takes two feeds, and their number is limited. */
    private static final int MOST_DELAYED = 10;
    /** Two writes: what is copied for a link is not superseded by newer reports any more. */
    private static final int BUFFER_BYTES = 128 * 1024;

    private final HerdState state;
    private final Map<String, Set<String>> neighbours;
    private final Map<String, NeighbourFeeds> open = new ConcurrentHashMap<>();

    /** @param neighbours the names of the server's neighbours, and which others of them are each one's neighbours as well */
    LinkFeeds(HerdState state, Map<String, Set<String>> neighbours) {
        this.state = state;
        this.neighbours = neighbours;
    }

    /** Whether no neighbour is linked to. */
    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Opens the feeds to a neighbour: every change from now on is pending for it. */
    NeighbourFeeds open(String neighbour) {
        boolean isDelayed = !shared(neighbour).isEmpty() && delayed() < MOST_DELAYED;
        ChangeFeed prompt = state.openBuffered(ChangeFeed.Scope.ALL, BUFFER_BYTES);
        var opened = new NeighbourFeeds(prompt, isDelayed ? state.openDelayed() : null);
        open.put(neighbour, opened);
        return opened;
    }

    private long delayed() {
        return open.values().stream().filter(each -> each.delayed() != null).count();
    }

    private Set<String> shared(String neighbour) {
        return neighbours.getOrDefault(neighbour, Set.of());
    }

    /** Closes them: the link is over. */
    void close(String neighbour, NeighbourFeeds opened) {
        boolean _ = open.remove(neighbour, opened);
        opened.all().forEach(ChangeFeed::close);
    }

    /** What comes from a neighbour it knows, and tells those of this server's neighbours that are its neighbours as well. */
    Origin origin(String neighbour) {
        NeighbourFeeds itself = open.get(neighbour);
        List<ChangeFeed> prompt = new ArrayList<>();
        List<DelayedFeed> delayed = new ArrayList<>();
        for (String other : shared(neighbour)) {
            NeighbourFeeds others = open.get(other);
            if (others != null && others.delayed() != null) {
                prompt.add(others.prompt());
                delayed.add(others.delayed());
            }
        }
        return new Origin(itself == null ? List.of() : itself.all(), prompt, delayed);
    }
}
