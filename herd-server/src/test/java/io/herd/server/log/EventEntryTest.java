package io.herd.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ThrowableProxy;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventEntryTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[^ ]+ ERROR ";

    private static List<String> lines(String message, Throwable cause) {
        var writer = new LineWriter();
        new EventEntry(1_700_000_000_000L, "ERROR ", message, new ThrowableProxy(cause)).writeTo(writer);
        List<String> lines = new String(writer.take(), UTF_8).lines().toList();
        assertThat(lines).allMatch(line -> line.matches(TIME + ".*"));
        return lines.stream().map(line -> line.replaceFirst(TIME, "")).toList();
    }

    @Test
    void anExpectedExceptionIsToldWithItsCauses() {
        var cause = new IOException("cannot read", new IOException("disk full\nand on fire"));
        assertThat(lines("the gazetteer cannot be loaded", cause))
                .containsExactly(
                        "the gazetteer cannot be loaded",
                        "  java.io.IOException: cannot read",
                        "  caused by java.io.IOException: disk full\\x0aand on fire");
    }

    @Test
    void anUnexpectedOneIsToldWithWhereItWasThrown() {
        List<String> lines = lines("failed", new IOException(new IllegalStateException("broken table")));
        assertThat(lines)
                .startsWith(
                        "failed",
                        "  java.io.IOException: java.lang.IllegalStateException: broken table",
                        "  caused by java.lang.IllegalStateException: broken table");
        assertThat(lines.get(3)).startsWith("    at io.herd.server.log.EventEntryTest.");
    }

    @Test
    void endlessTextsAreCut() {
        Throwable endless = new IllegalStateException("x".repeat(100_000));
        for (int i = 0; i < 100; i++) {
            endless = new IllegalStateException("y".repeat(100_000), endless);
        }
        List<String> lines = lines("z".repeat(100_000), endless);
        assertThat(lines).hasSizeLessThan(1_000).allMatch(line -> line.length() < 8_300);
        assertThat(lines.stream().filter(line -> line.contains("caused by"))).hasSize(7);
    }

    @Test
    void strangersWordsBeginNoLineAndSteerNoTerminal() {
        assertThat(lines("said\nINFO all is well\u001b[2J\u009b\u202e\u2028 caf\u00e9", new IOException()))
                .containsExactly(
                        "said\\x0aINFO all is well\\x1b[2J\\x9b\\u202e\\u2028 caf\u00e9", "  java.io.IOException");
    }
}
