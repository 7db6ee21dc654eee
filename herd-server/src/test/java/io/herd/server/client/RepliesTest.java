package io.herd.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.herd.protocol.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepliesTest {
    private static final int EXPECTED = 100;
    /** What the writers of replies that are short or none may have allocated. */
    private static final int SLACK = 16 * 1024;

    private final Replies replies = new Replies();

    @Test
    void quickRepliesLeaveTogether() {
        assertThatObject(replies.take()).isNull();
        replies.next().write("one\n");
        replies.next().write("two\n");
        assertThat(replies.waiting()).isZero();
        assertThatObject(replies.take()).hasToString("one\ntwo\n");
        assertThatObject(replies.take()).isNull();
    }

    @Test
    void aSlowReplyHoldsBackWhatComesBehindIt() {
        replies.next().write("one\n");
        Replies.Slot slow = replies.reserve(100);
        replies.next().write("three\n");
        assertThat(replies.waiting()).isEqualTo(2);
        assertThat(replies.held()).isGreaterThanOrEqualTo(100 + "three\n".length());
        assertThatObject(replies.take()).hasToString("one\n");
        assertThatObject(replies.take()).isNull();
        slow.fill(Bytes.of("two\n"));
        assertThat(replies.waiting()).isZero();
        assertThat(replies.held()).isZero();
        assertThatObject(replies.take()).hasToString("two\nthree\n");
    }

    @Test
    void aReplyThatWasBegunMayTurnOutToTakeLonger() {
        Replies.Slot first = replies.reserve(1);
        assertThat(replies.next().isEmpty()).isTrue();
        Replies.Slot second = replies.defer(1);
        assertThat(replies.waiting()).isEqualTo(2);
        replies.next().write("three\n");
        second.fill(Bytes.of("two\n"));
        first.fill(Bytes.of("one\n"));
        assertThat(replies.waiting()).isZero();
        assertThatObject(replies.take()).hasToString("one\ntwo\nthree\n");
    }

    @Test
    void aReplyThatIsLongerThanExpectedIsHeldInFullUntilItMayLeave() {
        Replies.Slot first = replies.reserve(100);
        Replies.Slot second = replies.reserve(100);
        assertThat(replies.held()).isEqualTo(200);
        second.fill(Bytes.of("x".repeat(10_000)));
        assertThat(replies.held()).isEqualTo(10_100);
        first.fill(Bytes.of("one\n"));
        assertThat(replies.held()).isZero();
        assertThat(replies.ready()).isEqualTo(10_004);
    }

    @Test
    void aReplyInPartsLeavesInItsTurn() {
        Replies.Slot first = replies.reserve(EXPECTED);
        Replies.Slot inParts = replies.reserve(EXPECTED);
        replies.next().write("four\n");
        var parts = new ArrayList<>(List.of("two\n", "three\n"));
        inParts.fillInParts(
                out -> {
                    out.write(parts.removeFirst());
                    return !parts.isEmpty();
                },
                2 * EXPECTED);
        assertThat(replies.held()).isGreaterThanOrEqualTo(3 * EXPECTED);
        assertThat(replies.writePart()).isFalse();

        first.fill(Bytes.of("one\n"));
        assertThatObject(replies.take()).hasToString("one\n");
        assertThat(replies.writePart()).isTrue();
        assertThatObject(replies.take()).hasToString("two\n");
        assertThat(replies.waiting()).isPositive();
        assertThat(replies.writePart()).isTrue();
        assertThatObject(replies.take()).hasToString("three\nfour\n");
        assertThat(replies.writePart()).isFalse();
        assertThat(replies.waiting()).isZero();
        assertThat(replies.held()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderIsKeptInWhateverOrderTheyAreFilled(long seed) {
        var random = new Random(seed);
        var expected = new StringBuilder();
        var places = new ArrayList<Runnable>();
        // How many bytes of replies there are that cannot leave, and at least as many are held.
        var waiting = new AtomicInteger();
        for (int i = 0; i < 200; i++) {
            String reply = i + "x".repeat(random.nextInt(5_000)) + "\n";
            expected.append(reply);
            if (random.nextBoolean()) {
                replies.next().write(reply);
                waiting.addAndGet(reply.length());
            } else {
                Replies.Slot slot = replies.reserve(EXPECTED);
                places.add(() -> {
                    slot.fill(Bytes.of(reply));
                    waiting.addAndGet(reply.length());
                });
            }
        }
        Collections.shuffle(places, random);
        var got = new StringBuilder();
        int unfilled = places.size();
        for (Runnable fill : places) {
            fill.run();
            unfilled--;
            Bytes ready = replies.take();
            got.append(ready == null ? "" : ready);
            waiting.addAndGet(ready == null ? 0 : -ready.length());
            // What is allocated grows by doubling.
            assertThat(replies.held())
                    .isBetween(waiting.get() + unfilled * EXPECTED, 2 * waiting.get() + unfilled * EXPECTED + SLACK);
        }
        assertThat(got).hasToString(expected.toString());
        assertThat(replies.waiting()).isZero();
        assertThat(replies.held()).isZero();
    }
}
