package io.herd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientPartitionTest {
    @ParameterizedTest
    @CsvSource({
        "21, -973932308",
        "abc, 479470107",
        "foobar, -790332482",
        "a-little-bit-long-string, -985981536",
        "a-little-bit-longer-string, -1486304829",
        "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8, -58897971"
    })
    void hashesAsKafkaDoes(String text, int hash) {
        assertThat(ClientPartition.murmur2(Bytes.of(text))).isEqualTo(hash);
    }

    @Test
    void hashesViewsAsTheirBytes() {
        assertThat(ClientPartition.murmur2(Bytes.of("<foobar>").subSequence(1, 7)))
                .isEqualTo(ClientPartition.murmur2(Bytes.of("foobar")));
    }

    @Test
    void isPositiveForNegativeHashes() {
        assertThat(ClientPartition.of(Bytes.of("21"), 32)).isEqualTo((-973932308 & Integer.MAX_VALUE) % 32);
        assertThat(ClientPartition.of(Bytes.of("21"), 1)).isZero();
    }

    @Test
    void keepsNotesWithTheirClients() {
        var client = Bytes.of("family/phone");
        Report card = Report.tombstone(Bytes.of("Goloman"), RecordKind.CARD.recordName(client), 1);

        assertThat(ClientPartition.of(card, 1000)).isEqualTo(ClientPartition.of(client, 1000));
    }
}
