package io.herd.server.places;

import static io.herd.server.places.SearchStatus.OVER_QUERY_LIMIT;

import io.herd.config.PlacesConfig;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Limits what is asked of a provider: a bound on the searches that wait for it, a budget of requests for the day, and a
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

    /** Whether a search may be put to the provider. */
    sealed interface Admission {}

    /** It may; its outcome must be recorded with the permit. */
    record Admitted(long permit) implements Admission {}

    /** It may not, and this is the answer. */
    record Refused(NearbyDocument document) implements Admission {}

    /** Lets a search wait for an answer, until {@link #leave}; or says what to answer instead. */
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

    /** A search that was let in by {@link #join} waits no longer. */
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

    /** Takes a request from the day's budget; or says what to answer instead. */
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
