package io.herd.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

class LogWriterTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final long SECOND = 1_000_000_000;

    private final MemorySink sink = new MemorySink();
    private final LogCounters counters = new LogCounters();

    private LogWriter writer(int entries, long bytes, long windowNanos) {
        return new LogWriter("test", sink, entries, new WindowLimiter(bytes, windowNanos, System.nanoTime()), counters);
    }

    private static Entry entry(String text) {
        return new EventEntry(NOW, "INFO ", text, null);
    }

    private void hang(LogWriter writer) {
        sink.hang();
        writer.write(entry("the first"));
        sink.awaitHanging();
    }

    @Test
    void whatIsHandedOverIsWrittenInItsOrder() {
        LogWriter writer = writer(1_000, 1, SECOND);
        for (int i = 0; i < 500; i++) {
            writer.write(entry("entry " + i));
        }
        writer.flush(5_000);
        assertThat(sink.lines).hasSize(500).startsWith("entry 0", "entry 1").endsWith("entry 499");
        writer.close(5_000);
        assertThat(sink.lines).last().isEqualTo("closed");
    }

    @Test
    void anEntryWakesAWriterThatSleeps() {
        LogWriter writer = writer(1_000, 1, SECOND);
        for (int i = 0; i < 3; i++) {
            await().until(writer::isAsleep);
            writer.write(entry("entry " + i));
            writer.flush(500);
            assertThat(sink.lines).last().isEqualTo("entry " + i);
        }
        writer.close(5_000);
    }

    @Test
    void whatASinkIsTooSlowForIsDroppedCountedAndMentioned() {
        LogWriter writer = writer(16, 1 << 20, SECOND);
        hang(writer);
        for (int i = 0; i < 1_000; i++) {
            writer.write(entry("entry " + i));
        }
        assertThat(counters.queueFull.sum()).isEqualTo(984);
        sink.goOn();
        sink.await("984 lines dropped here: written too slowly");
        writer.close(5_000);
        assertThat(sink.lines)
                .hasSize(1 + 16 + 1 + 1)
                .startsWith("the first", "entry 0")
                .contains("entry 15");
        assertThat(counters.overLimit.sum()).isZero();
    }

    @Test
    void bytesThatWaitAreBoundedToo() {
        LogWriter writer = writer(16, 1 << 20, SECOND);
        hang(writer);
        for (int i = 0; i < 16; i++) {
            writer.write(entry("x".repeat(10_000)));
        }
        assertThat(counters.queueFull.sum()).isEqualTo(14);
        sink.goOn();
        writer.close(5_000);
    }

    @Test
    void whatIsAboveTheLimitIsCountedAndMentionedOnceTheWindowIsOver() {
        LogWriter writer = writer(16, 10, SECOND / 10);
        int admitted = 0;
        for (int i = 0; i < 50; i++) {
            if (writer.admits(1, 3)) {
                writer.write(entry("entry"));
                admitted++;
            }
        }
        assertThat(admitted).isEqualTo(10);
        assertThat(counters.overLimit.sum()).isEqualTo(120);
        sink.await("120 lines dropped here: above the rate limit");
        assertThat(sink.lines).hasSize(11);
        writer.close(5_000);
        assertThat(counters.queueFull.sum()).isZero();
    }

    @Test
    void whoeverClosesItDoesNotWaitForASinkThatHangs() {
        LogWriter writer = writer(16, 1, SECOND);
        hang(writer);
        writer.flush(10);
        writer.close(10);
        assertThat(sink.lines).isEmpty();
        sink.goOn();
        sink.await("closed");
    }
}
