package io.herd.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PatientCheckTest {
    private static final long HUNG_AFTER = 30_000;

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger questions = new AtomicInteger();
    private Promise<Boolean> answer = Promise.promise();
    private final PatientCheck check = new PatientCheck(
            () -> {
                questions.incrementAndGet();
                return answer.future();
            },
            now::get,
            HUNG_AFTER);

    /** What the check says to a request that comes in on an event loop. */
    private boolean ask(Vertx vertx) throws Exception {
        Promise<Boolean> said = Promise.promise();
        vertx.getOrCreateContext().runOnContext(_ -> check.get().onComplete(said));
        return said.future().await(10, TimeUnit.SECONDS);
    }

    @Test
    void whatIsLateIsWellUntilItHasBeenLateForLong(Vertx vertx) throws Exception {
        assertThat(ask(vertx)).isTrue();
        now.set(HUNG_AFTER - 1);
        assertThat(ask(vertx)).isTrue();
        now.set(HUNG_AFTER);
        assertThat(ask(vertx)).isFalse();
        assertThat(questions).hasValue(1);
    }

    @Test
    void whatAnswersAtLastIsWellAndAskedAnew(Vertx vertx) throws Exception {
        assertThat(ask(vertx)).isTrue();
        now.set(HUNG_AFTER);
        answer.complete(true);
        assertThat(ask(vertx)).isTrue();
        answer = Promise.promise();
        assertThat(ask(vertx)).isTrue();
        assertThat(questions).hasValue(3);
    }

    @Test
    void whatAnswersThatItIsNotWellIsNot(Vertx vertx) throws Exception {
        answer = Promise.promise();
        answer.complete(false);
        assertThat(ask(vertx)).isFalse();
    }

    @Test
    void aFaultIsNotWell(Vertx vertx) {
        answer.fail("a fault");
        assertThatThrownBy(() -> ask(vertx)).hasMessage("a fault");
    }
}
