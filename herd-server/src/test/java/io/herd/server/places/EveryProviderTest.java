package io.herd.server.places;

import static io.herd.server.places.Asked.LONG;
import static io.herd.server.places.Asked.UNIVERSITY;
import static io.herd.server.places.Asked.document;
import static io.herd.server.places.Asked.soon;
import static io.herd.server.places.Asked.trouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.PlacesConfig;
import io.herd.protocol.NearbyAnswer;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds whatever the provider: answers by the deadline, connections that are shared, keys that are not shown. */
@ExtendWith(VertxExtension.class)
class EveryProviderTest {
    private static final Duration DEADLINE = Duration.ofMillis(300);
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private Vertx vertx;
    private FakePlaces places;
    private final List<NearbySearch> searches = new ArrayList<>();

    @BeforeEach
    void start(Vertx vertx) {
        this.vertx = vertx;
        places = new FakePlaces(vertx);
    }

    @AfterEach
    void stop() {
        searches.forEach(search -> soon(search.close()));
        places.close();
    }

    private NearbySearch search(PlacesConfig.Provider provider, Duration deadline) {
        searches.add(Asked.search(vertx, Asked.config(provider, places, deadline)));
        return searches.getLast();
    }

    private static NearbyAnswer near(NearbySearch search) {
        return soon(search.near(UNIVERSITY, 10_000, 1));
    }

    /** A place in the middle of the search, as the provider would tell of it. */
    private static String good(PlacesConfig.Provider provider) {
        return switch (provider) {
            case GAZETTEER, GOOGLE_LEGACY -> FakePlaces.GOOD;
            case GOOGLE ->
                "{\"places\":[{\"id\":\"x\",\"displayName\":{\"text\":\"x\"},\"location\":{\"latitude\":34.07,\"longitude\":-118.44}}]}";
            case OVERPASS ->
                "{\"elements\":[{\"type\":\"node\",\"id\":1,\"lat\":34.07,\"lon\":-118.44,\"tags\":{\"name\":\"x\"}}]}";
        };
    }

    private void assertGood(PlacesConfig.Provider provider, NearbySearch search) {
        places.answer(200, good(provider));
        assertThat(document(near(search)).getString("status")).isEqualTo("OK");
    }

    @ParameterizedTest
    @EnumSource
    void connectionsAreSharedAndUsedAgain(PlacesConfig.Provider provider) {
        NearbySearch search = search(provider, LONG);
        assertGood(provider, search);
        assertGood(provider, search);
        assertThat(places.connections()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatIsClosedAsItIsUsedAgainIsNoFailure(PlacesConfig.Provider provider) {
        NearbySearch search = search(provider, LONG);
        Set<HttpConnection> used = ConcurrentHashMap.newKeySet();
        places.answer(request -> {
            if (used.add(request.connection())) {
                request.response().end(good(provider));
            } else {
                request.connection().close();
            }
        });
        for (int limit = 1; limit <= 4; limit++) {
            assertThat(document(soon(search.near(UNIVERSITY, 10_000, limit))).getString("status"))
                    .isEqualTo("OK");
        }
        assertThat(places.requests()).hasSameSizeAs(places.bodies()).hasSize((int)
                search.counters().requests.sum());
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatIsClosedWhenItIsNewIsAFailure(PlacesConfig.Provider provider) {
        NearbySearch search = search(provider, LONG);
        places.answer(request -> request.connection().close());
        assertThat(trouble(near(search), SearchStatus.UNKNOWN_ERROR)).contains("broke off");
        assertThat(places.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aSourceThatHangsIsLeft(PlacesConfig.Provider provider) {
        assertEndsAtTheDeadline(provider, request -> {});
    }

    @ParameterizedTest
    @EnumSource
    void aSourceThatTricklesIsLeft(PlacesConfig.Provider provider) {
        assertEndsAtTheDeadline(provider, request -> {
            HttpServerResponse response = request.response().setChunked(true);
            long trickle = vertx.setPeriodic(20, id -> response.write(" "));
            response.closeHandler(closed -> vertx.cancelTimer(trickle));
        });
    }

    private void assertEndsAtTheDeadline(PlacesConfig.Provider provider, Handler<HttpServerRequest> answer) {
        // The first search of all takes its time, and may not get as far as a connection within the deadline.
        assertGood(provider, search(provider, LONG));
        places.answer(answer);
        NearbySearch search = search(provider, DEADLINE);
        long start = System.nanoTime();
        assertThat(trouble(near(search), SearchStatus.UNKNOWN_ERROR)).contains("did not answer within 300 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(DEADLINE, DEADLINE.plus(MARGIN));
        soon(places.connections().get(1));
        assertGood(provider, search);
    }

    @ParameterizedTest
    @EnumSource
    void brokenAnswersAreTrouble(PlacesConfig.Provider provider) {
        NearbySearch search = search(provider, LONG);
        String good = good(provider);
        places.answer(200, good.substring(0, good.length() - 1));
        assertThat(trouble(near(search), SearchStatus.UNKNOWN_ERROR)).contains("no answer of Nearby Search");
        places.answer(200, "nonsense".repeat(1 << 17));
        assertThat(trouble(near(search), SearchStatus.UNKNOWN_ERROR)).contains("more than 200000 bytes");
        places.answer(request -> request.connection().close());
        assertThat(trouble(near(search), SearchStatus.UNKNOWN_ERROR)).contains("broke off");
        assertGood(provider, search);
    }

    @ParameterizedTest
    @EnumSource
    void aSourceThatKeepsFailingIsLeftAlone(PlacesConfig.Provider provider) {
        NearbySearch search = search(provider, LONG);
        places.answer(500, "");
        for (int i = 0; i < 5; i++) {
            assertThat(trouble(near(search), SearchStatus.UNKNOWN_ERROR)).doesNotContain("circuit breaker");
        }
        places.answer(200, good(provider));
        assertThat(trouble(near(search), SearchStatus.UNKNOWN_ERROR))
                .contains("HTTP status 500", "the circuit breaker is open; the provider will be asked again in ");
        assertThat(places.requests()).hasSize(5);
        PlacesCounters counters = search.counters();
        assertThat(counters.refusedBreaker.sum()).isEqualTo(1);
        assertThat(counters.requests.sum()).isEqualTo(5);
        assertThat(counters.answers(SearchStatus.UNKNOWN_ERROR).sum()).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void nothingThatMayBePrintedHoldsTheKey(PlacesConfig.Provider provider) {
        PlacesConfig config = Asked.config(provider, places, LONG);
        Endpoint endpoint = Endpoint.of(places.url());
        Question question = Sources.at(endpoint, config, new SearchFailures(endpoint, config), new LongAdder())
                .ask(new Search(UNIVERSITY, 1, 1));
        assertThat(config + " " + question + " " + question.request()).doesNotContain("AIza");
    }
}
