package io.herd.server.net;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutputQueueTest {
    private OutputQueue queue;

    @BeforeEach
    void make() {
        queue = new OutputQueue();
    }

    private String next() {
        return String.valueOf(queue.next());
    }

    @Test
    void nothingIsNext() {
        assertThat(next()).isEqualTo("null");
    }

    @Test
    void smallOutputLeavesWholeAndInOrder() {
        queue.add(Bytes.of("one"));
        queue.add(Bytes.of("two"));
        assertThat(next()).isEqualTo("one");
        assertThat(next()).isEqualTo("two");
        assertThat(next()).isEqualTo("null");
    }

    @Test
    void largeOutputLeavesInSlices() {
        byte[] large = new byte[2 * OutputQueue.SLICE + 5];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i % 251);
        }
        queue.add(Bytes.view(large, 0, large.length));
        queue.add(Bytes.of("after"));

        byte[] taken = new byte[large.length];
        int at = 0;
        for (int length : new int[] {OutputQueue.SLICE, OutputQueue.SLICE, 5}) {
            Bytes slice = requireNonNull(queue.next());
            assertThat(slice.length()).isEqualTo(length);
            slice.copyTo(taken, at);
            at += length;
        }
        assertThat(taken).isEqualTo(large);
        assertThat(next()).isEqualTo("after");
    }

    @Test
    void whatFitsExactlyIsOneSlice() {
        byte[] whole = new byte[OutputQueue.SLICE];
        queue.add(Bytes.view(whole, 0, whole.length));
        assertThat(next()).hasSize(OutputQueue.SLICE);
        assertThat(next()).isEqualTo("null");
    }
}
