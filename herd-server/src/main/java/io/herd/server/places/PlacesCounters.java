package io.herd.server.places;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a server asked of Places since it started, and how it was answered. */
public final class PlacesCounters {
    /** Searches wished for. */
    public final LongAdder searches = new LongAdder();
    /** Of these, answered from what was kept. */
    public final LongAdder cacheHits = new LongAdder();
    /** Searches that waited for the answer to the same one, already under way. */
    public final LongAdder joined = new LongAdder();
    /** Requests sent to the source. */
    public final LongAdder requests = new LongAdder();
    /** Milliseconds that asking the source took, of all searches together. */
    public final LongAdder waitedMillis = new LongAdder();
    /** Searches refused since too many requests were under way. */
    public final LongAdder refusedBusy = new LongAdder();
    /** Searches refused since the day's budget was used up. */
    public final LongAdder refusedBudget = new LongAdder();
    /** Searches refused since the source was left alone. */
    public final LongAdder refusedBreaker = new LongAdder();

    private final Map<SearchStatus, LongAdder> answers = new EnumMap<>(SearchStatus.class);

    public PlacesCounters() {
        for (SearchStatus status : SearchStatus.values()) {
            answers.put(status, new LongAdder());
        }
    }

    /** A search was answered. */
    void answered(SearchStatus status) {
        answers.getOrDefault(status, searches).increment();
    }

    /** All of them, by the names that operators see; answers by their status. */
    public Map<String, Long> byName() {
        var counts = new LinkedHashMap<String, Long>();
        counts.put("searches", searches.sum());
        counts.put("cache_hits", cacheHits.sum());
        counts.put("joined", joined.sum());
        counts.put("requests", requests.sum());
        counts.put("waited_ms", waitedMillis.sum());
        counts.put("refused_busy", refusedBusy.sum());
        counts.put("refused_budget", refusedBudget.sum());
        counts.put("refused_breaker", refusedBreaker.sum());
        answers.forEach((status, count) -> counts.put(status.name().toLowerCase(Locale.ROOT), count.sum()));
        return Collections.unmodifiableMap(counts);
    }
}
