package io.herd.server.places;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(VertxExtension.class)
class ExchangeTest {
    private final ListAppender<ILoggingEvent> console = new ListAppender<>();
    private Context context;
    private FakePlaces places;
    private HttpClient client;

    @BeforeEach
    void start(Vertx vertx) {
        console.start();
        root().addAppender(console);
        context = vertx.getOrCreateContext();
        places = new FakePlaces(vertx);
        client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(1));
    }

    @AfterEach
    void stop() {
        root().detachAppender(console);
        client.close().await();
        places.close();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private Future<HttpAnswer> send(Exchange exchange) {
        return client.request(new RequestOptions().setAbsoluteURI(places.url()))
                .compose(request -> exchange.send(request, Buffer.buffer()));
    }

    /** Does something where the requests are sent, and returns when it is done. */
    private void onContext(Runnable action) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(v -> {
            action.run();
            done.complete();
        });
        done.future().await();
    }

    @Test
    void aRequestThatIsEndedWhileItWaitsIsNeverSent() {
        Promise<HttpServerRequest> first = Promise.promise();
        places.answer(first::complete);
        var waiting = new Exchange(100);
        Promise<HttpAnswer> occupied = Promise.promise();
        Promise<HttpAnswer> ended = Promise.promise();
        onContext(() -> {
            send(new Exchange(100)).onComplete(occupied);
            send(waiting).onComplete(ended);
        });
        HttpServerRequest request = first.future().await();
        onContext(waiting::end);
        places.answer(200, "third");
        request.response().end("first");
        assertThat(occupied.future().await().body().toString()).isEqualTo("first");
        assertThat(ended.future().otherwiseEmpty().await()).isNull();
        assertThat(send(new Exchange(100)).await().body().toString()).isEqualTo("third");
        assertThat(places.requests()).hasSize(2);
        assertThat(places.connections()).hasSize(1);
        assertThat(console.list).isEmpty();
    }

    @Test
    void theLimitIsWithin() {
        places.answer(200, "x".repeat(100));
        assertThat(send(new Exchange(100)).await().body().toString()).hasSize(100);
        assertThat(send(new Exchange(99))
                        .map("done")
                        .otherwise(failure -> failure.getMessage())
                        .await())
                .isEqualTo("too long an answer");
    }

    @Test
    void endingIsHarmlessAtTheEnd() {
        places.answer(200, "all");
        var exchange = new Exchange(100);
        assertThat(send(exchange).await().body().toString()).isEqualTo("all");
        onContext(exchange::end);
        onContext(exchange::end);
        assertThat(send(new Exchange(100)).await().body().toString()).isEqualTo("all");
    }
}
