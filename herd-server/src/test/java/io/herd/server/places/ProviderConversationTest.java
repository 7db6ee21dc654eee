package io.herd.server.places;

import static io.herd.server.places.Asked.LONG;
import static io.herd.server.places.Asked.UNIVERSITY;
import static io.herd.server.places.Asked.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.PlacesConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a search that ends without an answer says about the provider. */
@ExtendWith(VertxExtension.class)
class ProviderConversationTest {
    private Vertx vertx;
    private FakePlaces places;
    private Sender sender;
    private SearchFailures failures;
    private Question question;

    @BeforeEach
    void start(Vertx vertx) {
        this.vertx = vertx;
        places = new FakePlaces(vertx);
        PlacesConfig config = Asked.config(PlacesConfig.Provider.GAZETTEER, places, LONG);
        Endpoint endpoint = Endpoint.of(places.url());
        failures = new SearchFailures(endpoint, config);
        sender = new Sender(vertx, endpoint, config, _ -> {});
        question = Sources.at(endpoint, config, failures, new LongAdder()).ask(new Search(UNIVERSITY, 1_000, 1));
    }

    @AfterEach
    void stop() {
        soon(sender.close());
        places.close();
    }

    private Conversation conversation(Duration fairTime) {
        return new Conversation(vertx, sender, failures, 1_000, fairTime);
    }

    private Outcome endOnceAsked(Conversation conversation) {
        Promise<HttpServerRequest> asked = Promise.promise();
        places.answer(asked::tryComplete);
        Future<Outcome> outcome = conversation.begin(question, () -> null);
        soon(asked.future());
        conversation.end();
        return soon(outcome);
    }

    @Test
    void aProviderThatHadItsTimeHasFailed() {
        assertThat(endOnceAsked(conversation(Duration.ZERO))).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void aProviderThatWasAskedWithinTheLastOfADeadlineHasNot() {
        assertThat(endOnceAsked(conversation(LONG))).isInstanceOf(Outcome.Inconclusive.class);
    }

    @Test
    void aRequestThatWaitedForAConnectionSaysNothing() {
        Promise<HttpServerRequest> asked = Promise.promise();
        places.answer(asked::tryComplete);
        Future<Outcome> first = conversation(LONG).begin(question, () -> null);
        HttpServerRequest request = soon(asked.future());
        Conversation waiting = conversation(Duration.ZERO);
        Future<Outcome> second = waiting.begin(question, () -> null);
        waiting.end();
        assertThat(soon(second)).isInstanceOf(Outcome.Inconclusive.class);
        soon(request.response().end(FakePlaces.GOOD));
        assertThat(soon(first)).isInstanceOf(Outcome.Answered.class);
    }
}
