package io.herd.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.herd.protocol.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepliesTest {
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
        Replies.Place slow = replies.reserve(100);
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderIsKeptInWhateverOrderTheyAreFilled(long seed) {
        var random = new Random(seed);
        var expected = new StringBuilder();
        var places = new ArrayList<Runnable>();
        for (int i = 0; i < 200; i++) {
            String reply = i + "\n";
            expected.append(reply);
            if (random.nextBoolean()) {
                replies.next().write(reply);
            } else {
                Replies.Place place = replies.reserve(100);
                places.add(() -> place.fill(Bytes.of(reply)));
            }
        }
        Collections.shuffle(places, random);
        var got = new StringBuilder();
        for (Runnable fill : List.copyOf(places)) {
            fill.run();
            Bytes ready = replies.take();
            got.append(ready == null ? "" : ready);
            assertThat(replies.held()).isNotNegative();
        }
        assertThat(got).hasToString(expected.toString());
        assertThat(replies.waiting()).isZero();
        assertThat(replies.held()).isZero();
    }
}
