package io.herd.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplyScannerTest {
    private static final Dialect LINES = Dialect.ofLines(new Template("x\n", 0), '?');

    private static ReplyScanner scan(Dialect dialect, String text, Random random) {
        var scanner = new ReplyScanner(dialect);
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int from = 0; from < bytes.length; ) {
            int length = Math.min(bytes.length - from, random.nextInt(30));
            scanner.scan(ByteBuffer.allocate(32).put(bytes, from, length));
            from += length;
        }
        return scanner;
    }

    @Test
    void countsLinesHoweverTheyAreSplit() {
        var random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            ReplyScanner scanner = scan(LINES, "AT a? b\n".repeat(20) + "? c ?\n\n?\n" + "AT unfinished", random);
            assertThat(scanner.replies()).isEqualTo(23);
            assertThat(scanner.complaints()).isEqualTo(2);
        }
    }

    @Test
    void countsEmptyLinesAndComplaintsWhereADocumentEndsSo() {
        var random = new Random(2);
        String replies = "AT a\n{\n\"b\": \"?\"\n}\n\n? c\nAT d\n{}\n\nAT e\n";
        for (int i = 0; i < 1_000; i++) {
            ReplyScanner scanner = scan(LINES.withEmptyLines(), replies, random);
            assertThat(scanner.replies()).isEqualTo(3);
            assertThat(scanner.complaints()).isEqualTo(1);
        }
    }
}
