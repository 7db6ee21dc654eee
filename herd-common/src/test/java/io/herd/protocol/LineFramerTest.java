package io.herd.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFramerTest {
    private static final String STREAM = "first\n\n\r\n third \u00ff\n12345678\nlast";
    private static final List<String> LINES = List.of("first", "", "\r", " third \u00ff", "12345678", "last");

    @Test
    void linesAreTheSameAtEverySplitInThree() {
        for (int i = 0; i <= STREAM.length(); i++) {
            for (int j = i; j <= STREAM.length(); j++) {
                var framer = new LineFramer(9);
                var lines = new ArrayList<String>();
                feed(framer, STREAM.substring(0, i), lines);
                feed(framer, STREAM.substring(i, j), lines);
                feed(framer, STREAM.substring(j), lines);
                addRest(framer, lines);
                assertThat(lines).isEqualTo(LINES);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 100})
    void linesAreTheSameAtEveryChunkSize(int size) {
        var framer = new LineFramer(9);
        var lines = new ArrayList<String>();
        for (int at = 0; at < STREAM.length(); at += size) {
            feed(framer, STREAM.substring(at, Math.min(STREAM.length(), at + size)), lines);
        }
        addRest(framer, lines);
        assertThat(lines).isEqualTo(LINES);
    }

    @Test
    void aLineOfJustTheLimitPasses() {
        for (String stream : List.of("12345678\n", "12345678")) {
            var framer = new LineFramer(8);
            var lines = new ArrayList<String>();
            feed(framer, stream, lines);
            assertThatObject(framer.overlong()).isNull();
            addRest(framer, lines);
            assertThat(lines).containsExactly("12345678");
        }
    }

    @Test
    void aLongerLineIsCaughtAtEverySplitWithOrWithoutItsEnd() {
        for (String stream : List.of("ok\n123456789\nmore\n", "ok\n123456789", "ok\n1234567890123")) {
            for (int split = 0; split <= stream.length(); split++) {
                var framer = new LineFramer(8);
                var lines = new ArrayList<String>();
                feed(framer, stream.substring(0, split), lines);
                feed(framer, stream.substring(split), lines);
                assertThat(lines).containsExactly("ok");
                assertThatObject(framer.overlong()).hasToString("12345678");
            }
        }
    }

    @Test
    void linesTakenStayAsTheyWere() {
        var framer = new LineFramer(100);
        framer.feed("one\ntw".getBytes(StandardCharsets.ISO_8859_1));
        Bytes one = framer.next();
        assertThatObject(framer.next()).isNull();
        framer.feed("o\nthree\n".getBytes(StandardCharsets.ISO_8859_1));
        Bytes two = framer.next();
        byte[] other = new byte[64];
        Arrays.fill(other, (byte) 'x');
        framer.feed(other);
        assertThatObject(one).hasToString("one");
        assertThatObject(two).hasToString("two");
    }

    private static void feed(LineFramer framer, String chunk, List<String> lines) {
        framer.feed(chunk.getBytes(StandardCharsets.ISO_8859_1));
        for (Bytes line = framer.next(); line != null; line = framer.next()) {
            lines.add(line.toString());
        }
    }

    private static void addRest(LineFramer framer, List<String> lines) {
        Bytes rest = framer.rest();
        if (rest != null) {
            lines.add(rest.toString());
        }
    }
}
