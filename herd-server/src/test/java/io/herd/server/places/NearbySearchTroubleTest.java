package io.herd.server.places;

import static io.herd.server.places.Asked.UNIVERSITY;
import static io.herd.server.places.Asked.soon;
import static io.herd.server.places.NearbySearchTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.PlacesConfig;
import io.herd.protocol.NearbyAnswer;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** That a search is answered in time, and lets go of its connection, whatever the source does. */
@ExtendWith(VertxExtension.class)
class NearbySearchTroubleTest {
    private static final String KEY = "AIza-the-key";
    private static final Duration DEADLINE = Duration.ofMillis(300);
    /** What a busy machine may add to it. */
    private static final Duration MARGIN = Duration.ofSeconds(2);
    /** Comes only if something else than the deadline fails to end a search. */
    private static final Duration NEVER = Duration.ofSeconds(30);

    private static final int LIMIT = 100_000;

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
        searches.forEach(search -> search.close().await());
        places.close();
    }

    private NearbySearch search(String url, Duration deadline, int connections) {
        var config = new PlacesConfig(PlacesConfig.Provider.GOOGLE_LEGACY, url, KEY, deadline, connections, LIMIT);
        searches.add(new NearbySearch(vertx, config, "http://unused.invalid"));
        return searches.getLast();
    }

    private static Future<NearbyAnswer> near(NearbySearch search) {
        return search.near(UNIVERSITY, 10_000, 5);
    }

    private static void assertGood(NearbyAnswer answer) {
        assertThat(new JsonObject(text(answer)).getString("status")).isEqualTo("OK");
    }

    private static void assertTrouble(NearbyAnswer answer, String reason) {
        var document = new JsonObject(text(answer));
        assertThat(document.getString("status")).isEqualTo("UNKNOWN_ERROR");
        assertThat(document.getJsonArray("results")).isEmpty();
        assertThat(document.getString("error_message")).contains(reason);
        assertThat(text(answer) + answer.loggable()).doesNotContain(KEY).doesNotContain("key=");
    }

    /** Asserts that the deadline ends the search, is kept, and that the connection is closed. */
    private void assertEndsAtTheDeadline() {
        NearbySearch search = search(places.url(), DEADLINE, 1);
        long start = System.nanoTime();
        assertTrouble(soon(near(search)), "did not answer within 300 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(DEADLINE, DEADLINE.plus(MARGIN));
        soon(places.connections().getFirst());
        places.answer(200, FakePlaces.GOOD);
        assertGood(soon(near(search)));
    }

    @Test
    void aSourceThatHangsIsLeft() {
        places.answer(request -> {});
        assertEndsAtTheDeadline();
    }

    @Test
    void aSourceThatHangsWithinItsAnswerIsLeft() {
        places.answer(request ->
                request.response().putHeader("content-length", "1000").write("{"));
        assertEndsAtTheDeadline();
    }

    @Test
    void aSourceThatTricklesIsLeft() {
        places.answer(request -> {
            HttpServerResponse response = request.response().setChunked(true);
            long trickle = vertx.setPeriodic(20, id -> response.write(" "));
            response.closeHandler(closed -> vertx.cancelTimer(trickle));
        });
        assertEndsAtTheDeadline();
    }

    @Test
    void whoWaitsForAConnectionWaitsNoLonger() {
        Promise<HttpServerRequest> asked = Promise.promise();
        places.answer(asked::tryComplete);
        NearbySearch search = search(places.url(), DEADLINE, 1);
        long start = System.nanoTime();
        List<Future<NearbyAnswer>> answers =
                IntStream.range(0, 5).mapToObj(i -> near(search)).toList();
        soon(asked.future());
        answers.forEach(answer -> assertTrouble(soon(answer), "did not answer within 300 ms"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(DEADLINE, DEADLINE.plus(MARGIN));
        places.answer(200, FakePlaces.GOOD);
        assertGood(soon(near(search)));
        places.connections().removeLast();
        places.connections().forEach(Asked::soon);
    }

    @Test
    void tooLongAnAnswerIsStopped() {
        places.answer(200, "nonsense".repeat(1 << 17));
        NearbySearch search = search(places.url(), NEVER, 1);
        assertTrouble(soon(near(search)), "more than 100000 bytes");
        soon(places.connections().getFirst());
        places.answer(200, FakePlaces.GOOD + " ".repeat(LIMIT - FakePlaces.GOOD.length()));
        assertGood(soon(near(search)));
    }

    @Test
    void anEndlessAnswerIsStopped() {
        places.answer(request -> {
            HttpServerResponse response = request.response().setChunked(true);
            flood(response);
        });
        assertTrouble(soon(near(search(places.url(), NEVER, 1))), "more than 100000 bytes");
        soon(places.connections().getFirst());
    }

    private void flood(HttpServerResponse response) {
        response.write(Buffer.buffer("x".repeat(10_000))).onSuccess(written -> flood(response));
    }

    @Test
    void aConnectionThatBreaksIsTrouble() {
        NearbySearch search = search(places.url(), NEVER, 1);
        places.answer(request -> request.connection().close());
        assertTrouble(soon(near(search)), "broke off");
        places.answer(request -> request.response()
                .putHeader("content-length", "1000")
                .write(FakePlaces.GOOD)
                .onComplete(written -> request.connection().close()));
        assertTrouble(soon(near(search)), "broke off");
        places.answer(200, FakePlaces.GOOD);
        assertGood(soon(near(search)));
    }

    @Test
    void aSourceThatIsNotThereIsTrouble() throws IOException {
        // A port that is taken, so that nobody else listens at it meanwhile.
        try (var deaf = new Socket()) {
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String url = "http://127.0.0.1:" + deaf.getLocalPort();
            assertTrouble(soon(near(search(url, NEVER, 1))), "cannot be reached");
        }
        // How soon a name is known to be unknown is the resolver's affair.
        NearbySearch nowhere = search("http://no-such-host.invalid", DEADLINE, 1);
        assertTrouble(soon(near(nowhere)), "no-such-host.invalid:80");
    }

    @Test
    void whatIsNotHttpsIsTrouble() {
        String url = places.url().replace("http:", "https:");
        assertTrouble(soon(near(search(url, NEVER, 1))), "TLS");
        assertThat(places.requests()).isEmpty();
    }

    @Test
    void aSearchThatIsClosedAnswersStill() {
        NearbySearch search = search(places.url(), NEVER, 1);
        Promise<HttpServerRequest> asked = Promise.promise();
        places.answer(asked::complete);
        Future<NearbyAnswer> answer = near(search);
        soon(asked.future());
        search.close().await();
        assertTrouble(soon(answer), "broke off");
        assertTrouble(soon(near(search)), "broke off");
    }

    @Test
    void everyEventLoopIsAnsweredOnItself() {
        places.answer(200, FakePlaces.GOOD);
        NearbySearch search = search(places.url(), NEVER, 2);
        Supplier<Deployable> asker = () -> loop -> Future.all(IntStream.range(0, 5)
                .mapToObj(i -> near(search).map(answer -> {
                    assertGood(answer);
                    assertThat(Vertx.currentContext()).isSameAs(loop);
                    return answer;
                }))
                .toList());
        soon(vertx.deployVerticle(asker, new DeploymentOptions().setInstances(8)));
        assertThat(places.connections()).hasSizeLessThanOrEqualTo(2);
    }
}
