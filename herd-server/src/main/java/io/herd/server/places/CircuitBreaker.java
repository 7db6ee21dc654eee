package io.herd.server.places;

import io.herd.config.PlacesConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker: refuses requests to a provider that keeps failing, or that asks for a pause, and then lets one
 * request probe it. Each request gets a permit, and its outcome counts only while the breaker is in the state that gave
 * the permit. Times are those of a clock in nanoseconds that never goes back. Guarded by its limiter's lock.
 */
final class CircuitBreaker {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

    private sealed interface State {}

    /** Requests pass; so many in a row have failed. */
    private record Closed(int failures) implements State {}

    /** Requests are refused until a time. */
    private record Open(NearbyDocument reason, long until) implements State {}

    /** One request probes the provider, the others are refused. */
    private record HalfOpen(NearbyDocument reason) implements State {}

    private final PlacesConfig.Breaker config;
    private State state = new Closed(0);
    /** How often the kind of state has changed; identifies the period of a permit. */
    private long generation;

    CircuitBreaker(PlacesConfig.Breaker config) {
        this.config = config;
    }

    /** What to answer instead of sending a request; null if one may be sent. */
    @Nullable
    NearbyDocument refusal(long now) {
        return switch (state) {
            case Closed _ -> null;
            case Open(var reason, long until) ->
                now - until >= 0 ? null : refused(reason, "will be asked again in " + seconds(until - now) + " s");
            case HalfOpen(var reason) -> refused(reason, "is being asked again now");
        };
    }

    private static NearbyDocument refused(NearbyDocument reason, String when) {
        return reason.withAdvice(" (the circuit breaker is open; the provider " + when + ")");
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }

    /** The permit of a request that is sent now, where {@link #refusal} is null: the probe if the breaker is open. */
    long acquire() {
        if (state instanceof Open open) {
            enter(new HalfOpen(open.reason));
        }
        return generation;
    }

    /** The outcome of the request with a permit. */
    void record(long permit, Outcome outcome, long now) {
        if (permit != generation) {
            recordLate(outcome, now);
            return;
        }
        switch (outcome) {
            case Outcome.Answered _ -> close();
            case Outcome.Failed failed -> fail(failed.document(), now);
            case Outcome.BackOff(var reason, var pause) -> open(reason, pause, now);
            case Outcome.Inconclusive _ -> {
                if (state instanceof HalfOpen(var reason)) {
                    open(reason, Duration.ZERO, now);
                }
            }
        }
    }

    /** A request that was sent in an earlier state cannot close the breaker; the pause that a provider asks for holds. */
    private void recordLate(Outcome outcome, long now) {
        if (outcome instanceof Outcome.BackOff(var reason, var pause)) {
            boolean isLonger = switch (state) {
                case Closed _ -> true;
                case Open open -> now + nanos(pause) - open.until > 0;
                case HalfOpen _ -> false;
            };
            if (isLonger) {
                open(reason, pause, now);
            }
        }
    }

    private void close() {
        if (state instanceof Closed) {
            state = new Closed(0);
        } else {
            enter(new Closed(0));
        }
    }

    private void fail(NearbyDocument reason, long now) {
        if (state instanceof Closed(int failures) && failures + 1 < config.failures()) {
            state = new Closed(failures + 1);
        } else {
            open(reason, config.pause(), now);
        }
    }

    private void open(NearbyDocument reason, Duration pause, long now) {
        enter(new Open(reason, now + nanos(pause)));
    }

    private void enter(State next) {
        state = next;
        generation++;
    }

    private static long nanos(Duration pause) {
        return (pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE).toNanos();
    }
}
