package io.herd.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.server.web.ReportReader.Body;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bodies as strangers send them. */
class ReportReaderTest {
    private static final String SOUND =
            "[{\"client\":\"kiwi\",\"latitude\":1.5,\"longitude\":-2e1,\"time\":\"2018-03-02T20:52:14Z\"},{},null]";

    private static void read(byte[] body) {
        switch (ReportReader.read(body)) {
            case Body.One(var report) -> assertThat(report.toReport(1, 8_192)).isNotNull();
            case Body.Batch(var reports) ->
                reports.forEach(each -> assertThat(each.toReport(1, 8_192)).isNotNull());
            case Body.Refused refused -> assertThat(refused.detail()).isNotEmpty();
        }
    }

    @Test
    void whateverComesInThereIsAnAnswer() {
        var random = new Random(1);
        byte[] sound = SOUND.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 50_000; i++) {
            byte[] body = sound.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            read(body);
        }
        for (int i = 0; i < 10_000; i++) {
            byte[] body = new byte[random.nextInt(20)];
            random.nextBytes(body);
            read(body);
        }
    }

    @Test
    void aNumberWithAnExponentBeyondAllBoundsIsMalformed() {
        String body = "{\"client\":\"kiwi\",\"latitude\":1e99999999999,\"longitude\":2}";

        assertThat(ReportReader.read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Body.One.class,
                        one -> assertThat(one.report().toReport(1, 8_192))
                                .isInstanceOf(ReportDraft.Outcome.Malformed.class));
    }

    @Test
    void aBodyThatIsCutIsNoBatch() {
        byte[] sound = SOUND.getBytes(StandardCharsets.UTF_8);
        assertThat(ReportReader.read(sound)).isInstanceOf(Body.Batch.class);
        for (int length = 0; length < sound.length; length++) {
            assertThat(ReportReader.read(Arrays.copyOf(sound, length))).isInstanceOf(Body.Refused.class);
        }
    }
}
