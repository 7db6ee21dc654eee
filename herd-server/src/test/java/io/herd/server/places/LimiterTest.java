package io.herd.server.places;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.PlacesConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many searches may wait for a provider, and how many requests are sent in a day. */
class LimiterTest {
    private static final long TODAY = 20_000;
    private static final Outcome FAILED =
            new Outcome.Failed(NearbyDocument.failed(SearchStatus.UNKNOWN_ERROR, "It failed"));

    private final PlacesCounters counters = new PlacesCounters();

    private Limiter limiter(int inFlight, int perDay, int failures) {
        var config = new PlacesConfig(
                PlacesConfig.Provider.GAZETTEER,
                null,
                null,
                Duration.ofSeconds(5),
                1,
                1,
                new PlacesConfig.Requests(inFlight, perDay),
                new PlacesConfig.Breaker(failures, Duration.ofMillis(10)),
                PlacesConfig.Cache.DEFAULT,
                PlacesConfig.DEFAULT.directory());
        return new Limiter(config, counters);
    }

    private static long admit(Limiter limiter, long now, long today) {
        Limiter.Admission admission = limiter.admit(now, today);
        assertThat(admission).isInstanceOf(Limiter.Admitted.class);
        return ((Limiter.Admitted) admission).permit();
    }

    private static void assertRefuses(Limiter limiter, long now, String reason) {
        Limiter.Admission admission = limiter.admit(now, TODAY);
        assertThat(admission).isInstanceOf(Limiter.Refused.class);
        assertSays(((Limiter.Refused) admission).document(), reason);
    }

    private static void assertSays(@Nullable NearbyDocument refusal, String reason) {
        assertThat(refusal)
                .isNotNull()
                .extracting(NearbyDocument::message)
                .asString()
                .contains(reason);
    }

    @Test
    void soManySearchesWaitAndNoMore() {
        Limiter limiter = limiter(2, 0, 5);
        assertThat(limiter.join()).isNull();
        assertThat(limiter.join()).isNull();
        NearbyDocument refusal = limiter.join();
        assertSays(refusal, "2 searches wait for answers already");
        assertThat(refusal).extracting(NearbyDocument::status).isEqualTo(SearchStatus.OVER_QUERY_LIMIT);
        limiter.leave();
        assertThat(limiter.join()).isNull();
        assertThat(counters.refusedBusy.sum()).isEqualTo(1);
    }

    @Test
    void aDaysBudgetIsNewAtMidnight() {
        Limiter limiter = limiter(10, 3, 5);
        var _ = admit(limiter, 0, TODAY);
        assertThat(limiter.spend(TODAY)).isNull();
        var _ = admit(limiter, 0, TODAY);
        assertRefuses(limiter, 0, "its 3 requests of today are used up");
        assertThat(limiter.spend(TODAY)).isNotNull();
        var _ = admit(limiter, 0, TODAY + 1);
        assertThat(counters.refusedBudget.sum()).isEqualTo(2);
        assertThat(counters.requests.sum()).isEqualTo(4);
    }

    @Test
    void aSearchThatTheBudgetRefusesIsNotTheProbe() {
        Limiter limiter = limiter(1, 2, 1);
        limiter.record(admit(limiter, 0, TODAY), FAILED, 0);
        assertRefuses(limiter, 1, "circuit breaker is open");
        long later = 10_000_000;
        limiter.record(admit(limiter, later, TODAY), FAILED, later);
        later += later;
        assertRefuses(limiter, later, "used up");
        var _ = admit(limiter, later, TODAY + 1);
        assertThat(counters.refusedBreaker.sum()).isEqualTo(1);
    }
}
