package io.herd.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.KafkaConfig;
import io.herd.config.KafkaConfig.Consume;
import io.herd.config.KafkaSecurity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientPropertiesTest {
    private static ClientProperties of(Consume consume, KafkaSecurity security) {
        return new ClientProperties(
                "Goloman",
                new KafkaConfig(
                        "broker:9092",
                        "herd",
                        "west",
                        consume,
                        true,
                        32,
                        8 << 20,
                        Duration.ofSeconds(30),
                        null,
                        security));
    }

    @Test
    void kafkaTakesThem() throws IOException {
        ClientProperties properties = of(Consume.SHARED, KafkaSecurity.NONE);
        String bytes = "org.apache.kafka.common.serialization.ByteArray";
        var producer = properties.ofProducer();
        producer.put("key.serializer", bytes + "Serializer");
        producer.put("value.serializer", bytes + "Serializer");
        assertThat(new ProducerConfig(producer).getString("acks")).isEqualTo("-1");
        var consumer = properties.ofConsumer();
        consumer.put("key.deserializer", bytes + "Deserializer");
        consumer.put("value.deserializer", bytes + "Deserializer");
        assertThat(new ConsumerConfig(consumer).getString("group.protocol")).isEqualTo("consumer");
        assertThat(new AdminClientConfig(properties.ofAdmin()).getString("security.protocol"))
                .isEqualTo("PLAINTEXT");
    }

    @Test
    void serversThatReadEverythingAreInNoGroup() throws IOException {
        assertThat(of(Consume.SHARED, KafkaSecurity.NONE).ofConsumer()).containsEntry("group.id", "west");
        assertThat(of(Consume.ALL, KafkaSecurity.NONE).ofConsumer()).doesNotContainKey("group.id");
    }

    @Test
    void aPasswordMayHoldAnySign() throws IOException {
        var security = new KafkaSecurity(
                KafkaSecurity.Protocol.SASL_SSL, "PLAIN", "herd", "a\"b\\c", "ca.pem", "client.pem", null);
        assertThat(of(Consume.SHARED, security).ofProducer())
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("ssl.truststore.location", "ca.pem")
                .containsEntry("ssl.keystore.type", "PEM")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"herd\""
                                + " password=\"a\\\"b\\\\c\";");
    }

    @Test
    void theFileOfPropertiesHasTheLastWord(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("client.properties"), "linger.ms=50\nclient.rack=a\n");
        var security =
                new KafkaSecurity(KafkaSecurity.Protocol.PLAINTEXT, "PLAIN", null, null, null, null, file.toString());
        assertThat(of(Consume.SHARED, security).ofProducer())
                .containsEntry("linger.ms", "50")
                .containsEntry("client.rack", "a");
    }
}
