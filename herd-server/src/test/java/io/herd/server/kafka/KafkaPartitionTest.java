package io.herd.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import io.herd.protocol.ClientPartition;
import java.util.Random;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class KafkaPartitionTest {
    @Test
    void clientsAreWhereKafkasOwnPartitionerWouldPutThem() {
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            var name = new byte[1 + random.nextInt(40)];
            random.nextBytes(name);
            int partitions = 1 + random.nextInt(100);
            assertThat(ClientPartition.of(Bytes.view(name, 0, name.length), partitions))
                    .isEqualTo(Utils.toPositive(Utils.murmur2(name)) % partitions);
        }
    }
}
