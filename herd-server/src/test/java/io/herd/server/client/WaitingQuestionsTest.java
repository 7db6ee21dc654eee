package io.herd.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WaitingQuestionsTest {
    private static final long PATIENCE = 200;
    private static final int MANY = 10_000;

    private final Queue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::at));
    private final List<Long> answered = new ArrayList<>();
    private final WaitingQuestions waiting = new WaitingQuestions(
            new HerdState(new SipHash(1, 2)),
            (millis, task) -> tasks.add(new Task(now() + millis, task)),
            Runnable::run,
            Duration.ofMillis(PATIENCE));
    private long now;
    private int followUps;

    private record Task(long at, Runnable task) {}

    private long now() {
        return now;
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            waiting.await(this::askAgain, Bytes.of("nobody"), _ -> answered.add(now));
        }
    }

    /** As a connection does that was not read while its questions waited. */
    private void askAgain() {
        if (followUps > 0) {
            followUps--;
            ask(1);
        }
    }

    private void runAll() {
        for (Task next = tasks.poll(); next != null; next = tasks.poll()) {
            now = next.at;
            next.task.run();
        }
    }

    @Test
    void aQuestionThatFollowsAnotherOnceThatIsGivenUpWaitsAsLong() {
        followUps = 5;
        ask(1);
        runAll();
        assertThat(answered).hasSize(6);
        for (int i = 1; i < answered.size(); i++) {
            assertThat(answered.get(i) - answered.get(i - 1)).isGreaterThanOrEqualTo(PATIENCE);
        }
    }

    @Test
    void aQuestionAfterManyThatAreGivenUpInTurnsWaitsAsLong() {
        ask(MANY);
        now = 0;
        while (answered.size() < MANY) {
            Task next = tasks.remove();
            now = next.at;
            next.task.run();
        }
        long asked = now;
        ask(1);
        runAll();
        assertThat(answered.getLast() - asked).isGreaterThanOrEqualTo(PATIENCE);
    }

    /** Each costs the same, however many wait: a client could else stall the event loop. */
    @Test
    @Timeout(20)
    void aHundredThousandQuestionsAboutOneClientAreAskedAndGivenUpSoon() {
        ask(100_000);
        runAll();
        assertThat(answered).hasSize(100_000);
    }
}
