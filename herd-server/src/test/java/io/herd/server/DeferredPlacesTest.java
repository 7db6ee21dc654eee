package io.herd.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.NearbyAnswer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Places that are asked for before they can be searched, and after. */
@ExtendWith(VertxExtension.class)
class DeferredPlacesTest {
    private static final Position POSITION = new Position(1, 2);
    private static final NearbyAnswer ANSWER = new NearbyAnswer(Bytes.of("{}"), Bytes.of("{}"));

    @Test
    void whatIsAskedEarlyWaitsAndIsAnsweredWhereItWasAsked(Vertx vertx) throws TimeoutException {
        var places = new DeferredPlaces(vertx);
        Context caller = vertx.getOrCreateContext();
        Promise<Context> answeredAt = Promise.promise();
        Promise<Void> asked = Promise.promise();
        caller.runOnContext(_ -> {
            places.near(POSITION, 3, 4)
                    .onSuccess(answer -> {
                        assertThat(answer).isSameAs(ANSWER);
                        answeredAt.complete(Vertx.currentContext());
                    })
                    .onFailure(answeredAt::fail);
            asked.complete();
        });
        asked.future().await(5, TimeUnit.SECONDS);
        assertThat(answeredAt.future().isComplete()).isFalse();
        places.open((_, _, _) -> Future.succeededFuture(ANSWER));
        assertThat(answeredAt.future().await(5, TimeUnit.SECONDS)).isSameAs(caller);
    }

    @Test
    void whatIsAskedLaterIsAnsweredAtOnce(Vertx vertx) {
        var places = new DeferredPlaces(vertx);
        places.open((_, _, limit) ->
                Future.succeededFuture(new NearbyAnswer(ANSWER.document(), Bytes.of("limit " + limit))));
        assertThat(places.near(POSITION, 3, 4).result().loggable().toString()).isEqualTo("limit 4");
    }
}
