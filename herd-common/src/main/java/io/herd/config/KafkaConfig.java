package io.herd.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka topic that joins herds.
 *
 * @param bootstrap the brokers to ask first, as {@code host:port} with commas; null without Kafka
 * @param topic the name of the topic
 * @param herd the name of this herd, which no other herd at the topic has
 * @param consume how the servers of the herd share the reading; with owners, each reads all that is the herd's
 * @param createTopic whether the topic is made if there is none
 * @param topicPartitions with how many partitions it is made; with owners, as many as these have
 * @param unacknowledgedBytes how many bytes may be on their way to the topic
 * @param deadline after how long a server is ready though it has not read the topic to its end
 * @param owners which herd keeps which clients; null where each keeps all
 * @param security how the brokers are spoken with
 */
public record KafkaConfig(
        @Nullable String bootstrap,
        String topic,
        String herd,
        Consume consume,
        boolean createTopic,
        int topicPartitions,
        long unacknowledgedBytes,
        Duration deadline,
        @Nullable OwnersConfig owners,
        KafkaSecurity security) {
    private static final SettingType<String> BOOTSTRAP = SettingType.text(
            "brokers with their ports, such as broker1:9092,broker2:9092",
            text -> text.matches("[^\\s,]+:\\d{1,5}(,[^\\s,]+:\\d{1,5})*"));
    private static final SettingType<String> TOPIC = SettingType.text(
            "a name of 1 to 249 letters, digits, '.', '_' and '-'",
            text -> text.matches("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}"));
    private static final SettingType<String> HERD = SettingType.text(
            "a name of at most 100 letters, digits, '.', '_' and '-'", text -> text.matches("[A-Za-z0-9._-]{1,100}"));
    private static final SettingType<Consume> CONSUME = SettingType.oneOf(Consume.class);
    private static final SettingType<Integer> PARTITIONS = SettingType.integer(1, 10_000);
    private static final SettingType<Long> UNACKNOWLEDGED = SettingType.size(64 << 10, 1 << 30);
    private static final SettingType<Duration> DEADLINE = SettingType.duration(Duration.ZERO, Duration.ofHours(1));

    public static final KafkaConfig NONE = new KafkaConfig(
            null, "herd", "herd", Consume.SHARED, true, 32, 2 << 20, Duration.ofSeconds(30), null, KafkaSecurity.NONE);

    /** Which partitions a server reads. */
    public enum Consume {
        /** Each partition is read by one server, which tells the others. */
        SHARED,
        /** Every server reads all of them. */
        ALL
    }

    public KafkaConfig {
        bootstrap = bootstrap == null ? null : BOOTSTRAP.read("kafka.bootstrap", bootstrap);
        topic = TOPIC.read("kafka.topic", topic);
        herd = HERD.read("kafka.herd", herd);
        consume = owners == null ? consume : Consume.ALL;
        topicPartitions = PARTITIONS.read("kafka.topicPartitions", topicPartitions);
        unacknowledgedBytes = UNACKNOWLEDGED.read("kafka.unacknowledgedBytes", unacknowledgedBytes);
        deadline = DEADLINE.read("kafka.deadline", deadline);
    }

    /** How many partitions the topic has if it is made. */
    public int partitions() {
        return owners == null ? topicPartitions : owners.partitions();
    }

    /** The same, where herds share the clients so. */
    public KafkaConfig with(OwnersConfig table) {
        return new KafkaConfig(
                bootstrap,
                topic,
                table.herd(),
                consume,
                createTopic,
                topicPartitions,
                unacknowledgedBytes,
                deadline,
                table,
                security);
    }

    static KafkaConfig from(SettingGroup kafka) {
        String herd = kafka.get("herd", HERD, NONE.herd);
        var config = new KafkaConfig(
                kafka.optional("bootstrap", BOOTSTRAP),
                kafka.get("topic", TOPIC, NONE.topic),
                herd,
                kafka.get("consume", CONSUME, NONE.consume),
                kafka.get("createTopic", SettingType.FLAG, NONE.createTopic),
                kafka.get("topicPartitions", PARTITIONS, NONE.topicPartitions),
                kafka.get("unacknowledgedBytes", UNACKNOWLEDGED, NONE.unacknowledgedBytes),
                kafka.get("deadline", DEADLINE, NONE.deadline),
                OwnersConfig.from(herd, kafka),
                KafkaSecurity.from(kafka.section("security")));
        kafka.end();
        return config;
    }
}
