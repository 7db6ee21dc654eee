package io.herd.server.places;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.PlacesConfig;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the circuit breaker opens, half-opens and closes, and which outcomes count. */
class CircuitBreakerTest {
    private static final long SECOND = 1_000_000_000L;
    /** Clocks that never go back may begin anywhere, and overflow. */
    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();

    private static final Outcome GOOD =
            new Outcome.Answered(NearbyDocument.found(new JsonArray(), List.of(), NearbyDocument.UNTOLD));
    private static final Outcome FAILED = new Outcome.Failed(document("It failed"));
    private static final Outcome INCONCLUSIVE = new Outcome.Inconclusive(document("No time"));

    private CircuitBreaker breaker = breaker(2);

    private static CircuitBreaker breaker(int failures) {
        return new CircuitBreaker(new PlacesConfig.Breaker(failures, Duration.ofSeconds(10)));
    }

    private static NearbyDocument document(String message) {
        return NearbyDocument.failed(SearchStatus.UNKNOWN_ERROR, message);
    }

    private static Outcome backOff(int seconds) {
        return new Outcome.BackOff(document("Slow down"), Duration.ofSeconds(seconds));
    }

    private void ask(long now, Outcome... outcomes) {
        for (Outcome outcome : outcomes) {
            assertLetsThrough(now);
            breaker.record(breaker.acquire(), outcome, now);
        }
    }

    private void assertLetsThrough(long now) {
        assertThat(breaker.refusal(now)).isNull();
    }

    private void assertRefuses(long now, String... reasons) {
        NearbyDocument refusal = breaker.refusal(now);
        assertThat(refusal)
                .isNotNull()
                .extracting(NearbyDocument::message)
                .asString()
                .contains(reasons);
    }

    @Test
    void failuresInARowOpenItAndAProbeThatSucceedsClosesIt() {
        ask(START, FAILED, GOOD, FAILED, FAILED);
        assertRefuses(START + 1, "It failed (the circuit breaker is open; the provider will be asked again in 10 s)");
        assertRefuses(START + 9 * SECOND, "in 1 s");
        long later = START + 10 * SECOND;
        assertLetsThrough(later);
        long probe = breaker.acquire();
        assertRefuses(later + SECOND, "It failed", "is being asked again now");
        breaker.record(probe, GOOD, later + 2 * SECOND);
        ask(later + 2 * SECOND, FAILED);
        assertLetsThrough(later + 2 * SECOND);
    }

    @Test
    void aProbeThatFailsOpensItAgain() {
        ask(START, FAILED, FAILED);
        ask(START + 10 * SECOND, FAILED);
        assertRefuses(START + 19 * SECOND, "in 1 s");
        ask(START + 20 * SECOND, backOff(60));
        assertRefuses(START + 79 * SECOND, "Slow down", "in 1 s");
        assertLetsThrough(START + 80 * SECOND);
    }

    @Test
    void theAnswerToAnEarlierRequestDoesNotCloseIt() {
        long early = breaker.acquire();
        ask(START, backOff(60));
        breaker.record(early, GOOD, START + SECOND);
        assertRefuses(START + 59 * SECOND, "Slow down", "in 1 s");
        assertLetsThrough(START + 60 * SECOND);
    }

    @Test
    void theFailureOfAnEarlierRequestDoesNotShortenThePause() {
        long early = breaker.acquire();
        ask(START, backOff(60));
        breaker.record(early, FAILED, START + SECOND);
        breaker.record(early, backOff(5), START + SECOND);
        assertRefuses(START + 59 * SECOND, "Slow down", "in 1 s");
        breaker.record(early, backOff(70), START + SECOND);
        assertRefuses(START + 70 * SECOND, "in 1 s");
    }

    @Test
    void onlyTheProbeCountsWhileItIsHalfOpen() {
        long early = breaker.acquire();
        ask(START, FAILED, FAILED);
        long later = START + 10 * SECOND;
        long probe = breaker.acquire();
        for (Outcome late : List.of(GOOD, FAILED, INCONCLUSIVE, backOff(60))) {
            breaker.record(early, late, later);
            assertRefuses(later, "is being asked again now");
        }
        breaker.record(probe, GOOD, later);
        assertLetsThrough(later);
    }

    @Test
    void anEarlierRequestDoesNotCountOnceItIsClosedAgain() {
        long early = breaker.acquire();
        ask(START, FAILED, FAILED);
        ask(START + 10 * SECOND, GOOD, FAILED);
        breaker.record(early, FAILED, START + 10 * SECOND);
        assertLetsThrough(START + 10 * SECOND);
        breaker.record(early, backOff(60), START + 10 * SECOND);
        assertRefuses(START + 10 * SECOND, "Slow down");
    }

    @Test
    void whatIsInconclusiveNeitherOpensNorClosesIt() {
        ask(START, FAILED, INCONCLUSIVE, INCONCLUSIVE, INCONCLUSIVE, FAILED);
        assertRefuses(START, "It failed");
        long later = START + 10 * SECOND;
        ask(later, INCONCLUSIVE);
        assertLetsThrough(later);
        assertThat(breaker.acquire()).isNotZero();
        assertRefuses(later, "is being asked again now");
    }

    @Test
    void nobodyIsLeftAloneForLongerThanADay() {
        breaker = breaker(5);
        ask(0, new Outcome.BackOff(document("For ever"), Duration.ofDays(400)));
        assertRefuses(Duration.ofHours(23).toNanos(), "For ever");
        assertLetsThrough(Duration.ofDays(1).toNanos());
    }
}
