package io.herd.server.places;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.herd.config.PlacesConfig;
import io.herd.geo.Position;
import io.herd.protocol.NearbyAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** What the tests of searches have in common: a search at a fake source, and what is said of its answers. */
final class Asked {
    /** Needs escaping wherever it goes. */
    static final String KEY = "AIza+the/key";

    static final Position UNIVERSITY = new Position(34.0689, -118.4451);
    static final Duration LONG = Duration.ofSeconds(30);

    private Asked() {}

    static PlacesConfig config(PlacesConfig.Provider provider, FakePlaces places, Duration deadline) {
        return new PlacesConfig(provider, places.url(), KEY, deadline, 1, 200_000);
    }

    static PlacesConfig with(PlacesConfig config, PlacesConfig.Requests requests, PlacesConfig.Breaker breaker) {
        return new PlacesConfig(
                config.provider(),
                config.url(),
                config.key(),
                config.deadline(),
                config.connections(),
                config.maxAnswerBytes(),
                requests,
                breaker,
                config.cache(),
                config.directory());
    }

    static NearbySearch search(Vertx vertx, PlacesConfig config) {
        return new NearbySearch(vertx, config, "http://unused.invalid");
    }

    @CanIgnoreReturnValue
    static <T> T soon(Future<T> future) {
        try {
            return future.await(10, SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("it did not come", e);
        }
    }

    static JsonObject document(NearbyAnswer answer) {
        return new JsonObject(NearbySearchTest.text(answer));
    }

    static List<String> names(JsonObject document) {
        return document.getJsonArray("results").stream()
                .map(result -> ((JsonObject) result).getString("name"))
                .toList();
    }

    /** The error message of an answer of this status; nobody is told the key. */
    static String trouble(NearbyAnswer answer, SearchStatus status) {
        JsonObject document = document(answer);
        assertThat(document.getString("status")).isEqualTo(status.name());
        assertThat(document.getJsonArray("results")).isEmpty();
        assertThat(document.encode() + answer.loggable()).doesNotContain("AIza", "the/key", "the%2Fkey");
        return document.getString("error_message");
    }
}
