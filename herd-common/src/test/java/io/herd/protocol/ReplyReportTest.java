package io.herd.protocol;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReportTest {
    @Test
    void aReplyIsReadToTheLastByte() {
        Bytes line = Bytes.of("AT Goloman +0.263873386 kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997");
        Report report = requireNonNull(Report.fromReply(line));
        assertThat((Object) report.line()).isEqualTo(line);
        assertThat((Object) report.client()).hasToString("kiwi.cs.ucla.edu");
        assertThat((Object) report.server()).hasToString("Goloman");
        assertThat(report.timeNanos()).isEqualTo(1520023934918963997L);
        assertThat(report.kind()).isEqualTo(RecordKind.REPORT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "? IAMAT kiwi +1+1 5",
                "AT",
                "AT Goloman +0.2 kiwi +1+1",
                "AT Goloman 0.2 kiwi +1+1 5",
                "AT Goloman +0.2 kiwi - 5",
                "AT Goloman +0.2 kiwi +91+1 5",
                "AT Goloman +0.2 kiwi +1+1 -5",
                "AT  Goloman +0.2 kiwi +1+1 5",
                "AT Goloman +0.2 kiwi +1+1 5 ",
                "AT Goloman +0.2 kiwi +1+1 5 6",
                "AT Goloman +0.2 FENCE kiwi CIRCLE,+1+1,5 6",
                "ELSEWHERE east"
            })
    void whatIsNoReplyIsNone(String line) {
        assertThat(Report.fromReply(Bytes.of(line))).isNull();
    }
}
