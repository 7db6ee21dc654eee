package io.herd.server.places;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts of searches for places since the server started, and of their answers. */
public final class PlacesCounters {
    /** Searches by clients. */
    public final LongAdder searches = new LongAdder();
    /** Of these, answered from the cache. */
    public final LongAdder cacheHits = new LongAdder();
    /** Searches that waited for the answer to the same one, already in flight. */
    public final LongAdder joined = new LongAdder();
    /** Requests sent to the provider. */
    public final LongAdder requests = new LongAdder();
    /** Searches refused since too many waited for answers. */
    public final LongAdder refusedBusy = new LongAdder();
    /** Searches refused since the day's budget was used up. */
    public final LongAdder refusedBudget = new LongAdder();
    /** Searches refused since the circuit breaker was open. */
    public final LongAdder refusedBreaker = new LongAdder();

    /** Records of answers that were left out, since they could not be read. */
    public final LongAdder leftOut = new LongAdder();

    private final Map<SearchStatus, LongAdder> answers = new EnumMap<>(SearchStatus.class);

    public PlacesCounters() {
        for (SearchStatus status : SearchStatus.values()) {
            answers.put(status, new LongAdder());
        }
    }

    /** How many searches were answered so. */
    public LongAdder answers(SearchStatus status) {
        return answers.getOrDefault(status, searches);
    }
}
