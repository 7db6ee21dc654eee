package io.herd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigitsTest {
    /** The nearest neighbours of digits, and bytes that differ from one by a bit only. */
    private static final byte[] OTHERS = {'/', ':', ' ', '.', '+', 'p', 'y', 0, 10, -80, -71, -1, -128, 127};

    private final Random random = new Random(1);

    @Test
    void readsWhatALoopReads() {
        for (int i = 0; i < 200_000; i++) {
            byte[] array = new byte[random.nextInt(40)];
            int rarity = 1 + random.nextInt(30);
            for (int at = 0; at < array.length; at++) {
                array[at] = random.nextInt(rarity) == 0
                        ? OTHERS[random.nextInt(OTHERS.length)]
                        : (byte) random.nextInt('0', '9' + 1);
            }
            int from = random.nextInt(array.length + 1);
            int to = random.nextInt(from, array.length + 1);
            Bytes text = Bytes.view(array, from, to);
            int end = 0;
            while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                end++;
            }
            assertThat(Digits.end(text, 0)).isEqualTo(end);
            int start = Math.max(0, end - Digits.MOST);
            long number = start == end
                    ? 0
                    : Long.parseLong(text.subSequence(start, end).toString());
            assertThat(Digits.number(text, start, end)).isEqualTo(number);
        }
    }

    @Test
    void wordsEndWithTheText() {
        byte[] array = new byte[24];
        random.nextBytes(array);
        for (int from = 0; from <= array.length; from++) {
            for (int to = from; to <= array.length; to++) {
                Bytes text = Bytes.view(array, from, to);
                for (int index = 0; index <= text.length() + 1; index++) {
                    long word = 0;
                    for (int i = Math.min(index + Long.BYTES, text.length()) - 1; i >= index; i--) {
                        word = (word << Byte.SIZE) | text.charAt(i);
                    }
                    assertThat(text.wordAt(index)).isEqualTo(word);
                }
            }
        }
        Bytes few = Bytes.view(Arrays.copyOf(array, 3), 1, 3);
        assertThat(few.wordAt(0)).isEqualTo((array[2] & 0xffL) << Byte.SIZE | (array[1] & 0xffL));
    }
}
