package io.herd.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffsetsTest {
    private static final long SECOND = Topics.SECOND;
    private static final StoredOffsets STORED = new StoredOffsets("bEJb_x-1", 123, Map.of(0, 5L, 31, 1L << 40));

    @Test
    void offsetsAreStoredAndReadAgain(@TempDir Path directory) throws IOException {
        var file = new OffsetFile(directory);
        assertThat(file.read()).isNull();
        file.write(new StoredOffsets("other", 1, Map.of()));
        file.write(STORED);
        assertThat(file.read()).isEqualTo(STORED);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void damagedOffsetsAreNone() {
        String text = STORED.encode();
        assertThat(StoredOffsets.decode(text)).isEqualTo(STORED);
        for (int i = 0; i < text.length(); i++) {
            assertThat(StoredOffsets.decode(text.substring(0, i))).isNull();
            char other = text.charAt(i) == '1' ? '2' : '1';
            assertThat(StoredOffsets.decode(text.substring(0, i) + other + text.substring(i + 1)))
                    .isNull();
        }
        assertThat(StoredOffsets.decode(text + "0")).isNull();
    }

    @Test
    void whatWasJustReadMayNotBeSkippedByOthers() {
        var safe = new SafeOffsets(0);
        safe.start(1, 100);
        assertThat(safe.at(0)).containsExactly(Map.entry(1, 100L));
        safe.position(1, 200);
        assertThat(safe.at(SECOND)).containsExactly(Map.entry(1, 100L));
        safe.position(1, 300);
        assertThat(safe.at(9 * SECOND)).containsExactly(Map.entry(1, 100L));
        assertThat(safe.at(11 * SECOND)).containsExactly(Map.entry(1, 200L));
        assertThat(safe.at(19 * SECOND)).containsExactly(Map.entry(1, 300L));
        safe.revoked(List.of(1));
        assertThat(safe.at(40 * SECOND)).isEmpty();
        safe.start(1, 50);
        assertThat(safe.at(80 * SECOND)).containsExactly(Map.entry(1, 50L));
    }

    @Test
    void theFirstTimeWhatThisServerHoldsCounts() {
        var starts = new StartOffsets(Map.of(1, 70L));
        assertThat(starts.of(0)).hasValue(0);
        assertThat(starts.of(1)).hasValue(70);
        assertThat(starts.of(0)).isEmpty();
        assertThat(starts.of(1)).isEmpty();
    }

    @Test
    void endsAreReachedOnceAllPartitionsAre() {
        var ends = new EndOffsets();
        ends.assigned(List.of(0, 1));
        ends.position(0, 10);
        assertThat(ends.areReached()).isFalse();
        assertThat(ends.unknown()).containsExactlyInAnyOrder(0, 1);
        ends.learn(Map.of(0, 10L, 1, 5L));
        assertThat(ends.areReached()).isFalse();
        ends.learn(Map.of(1, 500L));
        ends.position(1, 5);
        assertThat(ends.areReached()).isTrue();
        ends.assigned(List.of(2));
        assertThat(ends.areReached()).isFalse();
        ends.revoked(List.of(2));
        assertThat(ends.areReached()).isTrue();
    }

    @Test
    void theWatermarkStaysWhereARecordFailed() {
        var watermark = new AckWatermark(1);
        int first = watermark.sent();
        watermark.nothingOwed(10);
        int second = watermark.sent();
        watermark.done(second, true);
        assertThat(watermark.nanos()).isEqualTo(1);
        watermark.done(first, false);
        assertThat(watermark.nanos()).isEqualTo(1);
        watermark.nothingOwed(20);
        assertThat(watermark.nanos()).isEqualTo(20);
    }
}
