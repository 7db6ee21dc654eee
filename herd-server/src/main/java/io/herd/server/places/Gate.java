package io.herd.server.places;

import static io.herd.server.places.SearchStatus.OVER_QUERY_LIMIT;

import io.herd.config.PlacesConfig;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What every request to a source must pass: a bound on those under way, a budget for the day, and a circuit breaker.
 * Pure, and safe for any number of threads; times are those of a clock in nanoseconds that never goes back, days those
 * of UTC since 1970.
 */
final class Gate {
    private final PlacesConfig.Requests limits;
    private final PlacesCounters counters;
    private final Breaker breaker;
    private int inFlight;
    private long day;
    private int sentThatDay;

    Gate(PlacesConfig config, PlacesCounters counters) {
        this.limits = config.requests();
        this.counters = counters;
        breaker = new Breaker(config.breaker());
    }

    /** Lets a search through, which must {@link #leave} in the end; or says what to answer instead. */
    synchronized @Nullable NearbyDocument enter(long now, long today) {
        if (inFlight >= limits.inFlight()) {
            return refused(
                    counters.refusedBusy,
                    limits.inFlight() + " requests are under way already; try again later, or raise"
                            + " places.requests.inFlight");
        }
        NearbyDocument broken = breaker.refusal(now);
        if (broken != null) {
            counters.refusedBreaker.increment();
            return broken;
        }
        NearbyDocument spent = spend(today);
        if (spent == null) {
            inFlight++;
            breaker.entered();
        }
        return spent;
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

    /** A search that was let through has come to its end. */
    synchronized void leave(Outcome outcome, long now) {
        inFlight--;
        breaker.left(outcome, now);
    }
}
