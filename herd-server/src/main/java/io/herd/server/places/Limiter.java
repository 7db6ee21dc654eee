package io.herd.server.places;

import static io.herd.server.places.SearchStatus.OVER_QUERY_LIMIT;

import io.herd.config.PlacesConfig;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Limits the load on a provider: by a maximum of waiting searches, a daily budget of requests, and a
 * circuit breaker. Pure, and safe for any number of threads; times are those of a clock in nanoseconds that never goes
 * back, days those of UTC since 1970.
 */
final class Limiter {
    private final PlacesConfig.Requests limits;
    private final PlacesCounters counters;
    private final CircuitBreaker breaker;
    private int waiting;
    private long day;
    private int sentThatDay;

    Limiter(PlacesConfig config, PlacesCounters counters) {
        this.limits = config.requests();
        this.counters = counters;
        breaker = new CircuitBreaker(config.breaker());
    }

    /** Whether the provider may be asked. */
    sealed interface Admission {}

    /** It may; its outcome must be recorded with the permit. */
    record Admitted(long permit) implements Admission {}

    /** It may not, and this is the answer. */
    record Refused(NearbyDocument document) implements Admission {}

    /** Admits a search to wait for an answer, until {@link #leave}; or returns the answer that refuses it. */
    synchronized @Nullable NearbyDocument join() {
        if (waiting >= limits.inFlight()) {
            return refused(
                    counters.refusedBusy,
                    limits.inFlight() + " searches wait for answers already; try again later, or raise"
                            + " places.requests.inFlight");
        }
        waiting++;
        return null;
    }

    /** A search that {@link #join} admitted waits no longer. */
    synchronized void leave() {
        waiting--;
    }

    /** Lets the first request of a search through, or not. */
    synchronized Admission admit(long now, long today) {
        NearbyDocument broken = breaker.refusal(now);
        if (broken != null) {
            counters.refusedBreaker.increment();
            return new Refused(broken);
        }
        NearbyDocument spent = spend(today);
        return spent == null ? new Admitted(breaker.acquire()) : new Refused(spent);
    }

    /** Takes a request from the daily budget; or returns the answer that refuses it. */
    synchronized @Nullable NearbyDocument spend(long today) {
        if (today != day) {
            day = today;
            sentThatDay = 0;
        }
        if (limits.perDay() > 0 && sentThatDay >= limits.perDay()) {
            return refused(
                    counters.refusedBudget,
                    "its " + limits.perDay() + " requests of today are used up; try again after midnight UTC, or raise"
                            + " places.requests.perDay");
        }
        sentThatDay++;
        counters.requests.increment();
        return null;
    }

    private static NearbyDocument refused(LongAdder counter, String why) {
        counter.increment();
        return NearbyDocument.failed(OVER_QUERY_LIMIT, "This server does not ask Places now: " + why);
    }

    /** How a search that was admitted ended. */
    synchronized void record(long permit, Outcome outcome, long now) {
        breaker.record(permit, outcome, now);
    }
}
