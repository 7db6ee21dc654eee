package io.herd.server.places;

import static io.herd.server.places.Asked.LONG;
import static io.herd.server.places.Asked.UNIVERSITY;
import static io.herd.server.places.Asked.document;
import static io.herd.server.places.Asked.soon;
import static io.herd.server.places.Asked.trouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.PlacesConfig;
import io.herd.geo.Position;
import io.herd.protocol.NearbyAnswer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Searches that wait for the same answer, and those that are refused before anything is asked. */
@ExtendWith(VertxExtension.class)
class JoiningTest {
    private Vertx vertx;
    private FakePlaces places;
    private NearbySearch search;

    @BeforeEach
    void start(Vertx vertx) {
        this.vertx = vertx;
        places = new FakePlaces(vertx);
        search = search(PlacesConfig.Requests.DEFAULT);
    }

    @AfterEach
    void stop() {
        soon(search.close());
        places.close();
    }

    private NearbySearch search(PlacesConfig.Requests requests) {
        PlacesConfig config = Asked.config(PlacesConfig.Provider.GOOGLE_LEGACY, places, LONG);
        return Asked.search(vertx, Asked.with(config, requests, PlacesConfig.Breaker.DEFAULT));
    }

    private Future<NearbyAnswer> near(int limit) {
        return search.near(UNIVERSITY, 10_000, limit);
    }

    private Future<HttpServerRequest> nextRequest() {
        Promise<HttpServerRequest> request = Promise.promise();
        places.answer(request::tryComplete);
        return request.future();
    }

    private static void assertGood(NearbyAnswer answer) {
        assertThat(document(answer).getString("status")).isEqualTo("OK");
    }

    @Test
    void theSameSearchIsAskedOnce() {
        Future<HttpServerRequest> request = nextRequest();
        List<Future<NearbyAnswer>> same =
                IntStream.range(0, 10).mapToObj(i -> near(5)).toList();
        soon(soon(request).response().end(FakePlaces.GOOD));
        same.forEach(answer -> assertGood(soon(answer)));
        assertThat(places.requests()).hasSize(1);
        PlacesCounters counters = search.counters();
        assertThat(counters.searches.sum()).isEqualTo(10);
        assertThat(counters.joined.sum()).isEqualTo(9);
        assertThat(counters.requests.sum()).isEqualTo(1);
        assertThat(counters.answers(SearchStatus.OK).sum()).isEqualTo(10);
        places.answer(200, FakePlaces.GOOD);
        assertGood(soon(near(5)));
        assertThat(places.requests()).hasSize(2);
    }

    @Test
    void whoCameFirstAndLeavesTakesNobodyAlong() {
        PlacesConfig config = Asked.config(PlacesConfig.Provider.GOOGLE_LEGACY, places, LONG);
        Endpoint endpoint = Endpoint.of(places.url());
        var failures = new SearchFailures(endpoint, config);
        var counters = new PlacesCounters();
        var sender = new Sender(vertx, endpoint, config, _ -> {});
        var provider = new SingleFlight(
                vertx,
                Sources.at(endpoint, config, failures, counters.leftOut),
                new Limiter(config, counters),
                counters,
                failures,
                LONG,
                _ -> {},
                () -> new Conversation(vertx, sender, failures, 1_000, LONG));
        Future<HttpServerRequest> request = nextRequest();
        var wished = new Search(UNIVERSITY, 10_000, 5);
        Future<NearbyDocument> first =
                provider.ask(wished, System.nanoTime() + Duration.ofMillis(50).toNanos());
        Future<NearbyDocument> second = provider.ask(wished, System.nanoTime() + LONG.toNanos());
        assertThat(soon(first).status()).isEqualTo(SearchStatus.UNKNOWN_ERROR);
        assertThat(second.isComplete()).isFalse();
        soon(soon(request).response().end(FakePlaces.GOOD));
        assertThat(soon(second).status()).isEqualTo(SearchStatus.OK);
        assertThat(places.requests()).hasSize(1);
        soon(sender.close());
    }

    @Test
    void theBoundOnRequestsIsToldAtOnce() {
        search = search(new PlacesConfig.Requests(1, 0));
        Future<HttpServerRequest> request = nextRequest();
        Future<NearbyAnswer> first = near(5);
        HttpServerRequest asked = soon(request);
        Future<NearbyAnswer> second = search.near(new Position(1, 1), 10_000, 5);
        assertThat(trouble(soon(second), SearchStatus.OVER_QUERY_LIMIT)).contains("places.requests.inFlight");
        soon(asked.response().end(FakePlaces.GOOD));
        assertGood(soon(first));
        assertThat(search.counters().refusedBusy.sum()).isEqualTo(1);
    }

    @Test
    void whoSharesARequestIsBoundedAsWell() {
        search = search(new PlacesConfig.Requests(3, 0));
        Future<HttpServerRequest> request = nextRequest();
        List<Future<NearbyAnswer>> same =
                IntStream.range(0, 10).mapToObj(i -> near(5)).toList();
        HttpServerRequest asked = soon(request);
        same.stream()
                .skip(3)
                .forEach(answer -> assertThat(trouble(soon(answer), SearchStatus.OVER_QUERY_LIMIT))
                        .contains("3 searches wait for answers already"));
        soon(asked.response().end(FakePlaces.GOOD));
        same.stream().limit(3).forEach(answer -> assertGood(soon(answer)));
        places.answer(200, FakePlaces.GOOD);
        assertGood(soon(near(5)));
    }

    @Test
    void whoWaitsForTheSameAnswerSharesItsBytes() {
        Future<HttpServerRequest> request = nextRequest();
        Future<NearbyAnswer> first = near(5);
        Future<NearbyAnswer> second = near(5);
        soon(soon(request).response().end(FakePlaces.GOOD));
        assertThat(soon(first)).isSameAs(soon(second));
    }

    @Test
    void aBudgetThatIsSpentIsToldAtOnce() {
        search = search(new PlacesConfig.Requests(10, 2));
        places.answer(200, FakePlaces.GOOD);
        assertGood(soon(near(1)));
        assertGood(soon(near(2)));
        assertThat(trouble(soon(near(3)), SearchStatus.OVER_QUERY_LIMIT)).contains("places.requests.perDay");
        assertThat(places.requests()).hasSize(2);
    }
}
