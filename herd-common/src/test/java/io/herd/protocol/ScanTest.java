package io.herd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScanTest {
    /** Often what is looked for, and often its nearest others. */
    private static final byte[] BYTES = {'\n', ' ', '\t', '\r', 8, 14, 31, 33, 11, 9, 10, 0, 1, -1, -128, -96, 'a', 'z'
    };

    private final Random random = new Random(1);

    @Test
    void findsWhatALoopFinds() {
        for (int i = 0; i < 200_000; i++) {
            byte[] array = new byte[random.nextInt(40)];
            int rarity = 1 + random.nextInt(20);
            for (int at = 0; at < array.length; at++) {
                array[at] = random.nextInt(rarity) == 0
                        ? BYTES[random.nextInt(BYTES.length)]
                        : (byte) random.nextInt(33, 300);
            }
            int from = random.nextInt(array.length + 1);
            int to = random.nextInt(from, array.length + 1);
            int line = from;
            while (line < to && array[line] != '\n') {
                line++;
            }
            int field = from;
            while (field < to && " \t\n\u000b\f\r".indexOf(array[field]) < 0) {
                field++;
            }
            assertThat(Scan.endOfLine(array, from, to)).isEqualTo(line);
            assertThat(Scan.endOfField(array, from, to)).isEqualTo(field);
        }
    }
}
