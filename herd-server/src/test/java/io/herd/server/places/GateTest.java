package io.herd.server.places;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.PlacesConfig;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may ask a source, and when. */
class GateTest {
    private static final long SECOND = 1_000_000_000L;
    /** Clocks that never go back may begin anywhere, and overflow. */
    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();

    private static final long TODAY = 20_000;

    private static final Outcome GOOD = new Outcome(NearbyDocument.found(new JsonArray(), List.of(), 0), null);

    private final PlacesCounters counters = new PlacesCounters();

    private Gate gate(int inFlight, int perDay, int failures) {
        var config = new PlacesConfig(
                PlacesConfig.Provider.GAZETTEER,
                null,
                null,
                Duration.ofSeconds(5),
                1,
                1,
                new PlacesConfig.Requests(inFlight, perDay),
                new PlacesConfig.Breaker(failures, Duration.ofSeconds(10)),
                PlacesConfig.Cache.DEFAULT,
                PlacesConfig.DEFAULT.directory());
        return new Gate(config, counters);
    }

    private static Outcome failure(SearchStatus status, @Nullable Duration retryAfter) {
        return new Outcome(NearbyDocument.failed(status, "It failed"), retryAfter);
    }

    private static Outcome failure() {
        return failure(SearchStatus.UNKNOWN_ERROR, null);
    }

    private static void assertEnters(Gate gate, long now) {
        assertThat(gate.enter(now, TODAY)).isNull();
    }

    private static void assertRefuses(Gate gate, long now, SearchStatus status, String reason) {
        NearbyDocument refusal = Objects.requireNonNull(gate.enter(now, TODAY));
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.errorMessage()).contains(reason);
    }

    private static void ask(Gate gate, long now, Outcome outcome) {
        assertEnters(gate, now);
        gate.leave(outcome, now);
    }

    @Test
    void soManyAreUnderWayAndNoMore() {
        Gate gate = gate(2, 0, 5);
        assertEnters(gate, START);
        assertEnters(gate, START);
        assertRefuses(gate, START, SearchStatus.OVER_QUERY_LIMIT, "2 requests are under way");
        gate.leave(GOOD, START);
        assertEnters(gate, START);
        assertThat(counters.refusedBusy.sum()).isEqualTo(1);
    }

    @Test
    void aDaysBudgetIsNewAtMidnight() {
        Gate gate = gate(10, 3, 5);
        assertEnters(gate, START);
        assertThat(gate.spend(TODAY)).isNull();
        assertEnters(gate, START);
        assertRefuses(gate, START, SearchStatus.OVER_QUERY_LIMIT, "its 3 requests of today are used up");
        assertThat(gate.spend(TODAY)).isNotNull();
        assertThat(gate.enter(START, TODAY + 1)).isNull();
        assertThat(counters.refusedBudget.sum()).isEqualTo(2);
        assertThat(counters.requests.sum()).isEqualTo(4);
    }

    @Test
    void whatKeepsFailingIsLeftAloneAndThenTriedByOne() {
        Gate gate = gate(10, 0, 2);
        ask(gate, START, failure());
        ask(gate, START, failure());
        assertRefuses(
                gate,
                START + 1,
                SearchStatus.UNKNOWN_ERROR,
                "It failed (it is left alone, and will be asked again in 10 s)");
        assertRefuses(gate, START + 9 * SECOND, SearchStatus.UNKNOWN_ERROR, "in 1 s");
        assertEnters(gate, START + 10 * SECOND);
        assertRefuses(gate, START + 10 * SECOND, SearchStatus.UNKNOWN_ERROR, "is being tried again now");
        gate.leave(failure(), START + 11 * SECOND);
        assertRefuses(gate, START + 20 * SECOND, SearchStatus.UNKNOWN_ERROR, "in 1 s");
        ask(gate, START + 21 * SECOND, GOOD);
        ask(gate, START + 21 * SECOND, failure());
        assertEnters(gate, START + 21 * SECOND);
        assertThat(counters.refusedBreaker.sum()).isEqualTo(4);
    }

    @Test
    void failuresCountInARowOnly() {
        Gate gate = gate(10, 0, 2);
        for (int i = 0; i < 10; i++) {
            ask(gate, START, failure());
            ask(gate, START, GOOD);
        }
    }

    @Test
    void aSourceThatFindsFaultWithTheRequestIsWell() {
        Gate gate = gate(10, 0, 1);
        for (int i = 0; i < 10; i++) {
            ask(gate, START, failure(SearchStatus.INVALID_REQUEST, null));
        }
    }

    @Test
    void whatASourceAsksForIsGranted() {
        Gate gate = gate(10, 0, 5);
        assertEnters(gate, START);
        ask(gate, START, failure(SearchStatus.OVER_QUERY_LIMIT, Duration.ofSeconds(60)));
        assertRefuses(gate, START + 59 * SECOND, SearchStatus.OVER_QUERY_LIMIT, "in 1 s");
        // A request that was under way fails as well, which does not shorten the pause.
        gate.leave(failure(), START + 20 * SECOND);
        assertRefuses(gate, START + 59 * SECOND, SearchStatus.UNKNOWN_ERROR, "in 1 s");
        assertEnters(gate, START + 60 * SECOND);
    }

    @Test
    void nobodyIsLeftAloneForLongerThanADay() {
        Gate gate = gate(10, 0, 5);
        ask(gate, 0, failure(SearchStatus.OVER_QUERY_LIMIT, Duration.ofDays(400)));
        assertEnters(gate, Duration.ofDays(1).toNanos());
    }

    @Test
    void aSearchThatIsRefusedIsNotTheOneThatTries() {
        Gate gate = gate(1, 3, 1);
        ask(gate, START, GOOD);
        assertEnters(gate, START);
        gate.leave(failure(), START);
        long later = START + 10 * SECOND;
        ask(gate, later, failure());
        later += 10 * SECOND;
        assertRefuses(gate, later, SearchStatus.OVER_QUERY_LIMIT, "used up");
        assertThat(gate.enter(later, TODAY + 1)).isNull();
    }
}
