package io.herd.config;

import org.jspecify.annotations.Nullable;

/**
 * The Kafka topic that joins herds.
 *
 * @param herd the name of this herd, which no other herd at the topic has
 * @param owners which herd keeps which clients; null where each keeps all
 */
public record KafkaConfig(String herd, @Nullable OwnersConfig owners) {
    private static final SettingType<String> HERD = SettingType.text(
            "a name of at most 100 letters, digits, '.', '_' and '-'", text -> text.matches("[A-Za-z0-9._-]{1,100}"));

    public static final KafkaConfig NONE = new KafkaConfig("herd", null);

    public KafkaConfig {
        herd = HERD.read("kafka.herd", herd);
    }

    static KafkaConfig from(SettingGroup kafka) {
        String herd = kafka.get("herd", HERD, NONE.herd);
        var config = new KafkaConfig(herd, OwnersConfig.from(herd, kafka));
        kafka.end();
        return config;
    }
}
