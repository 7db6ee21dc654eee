package io.herd.server.kafka;

import io.herd.config.KafkaConfig;
import io.herd.config.KafkaConfig.Consume;
import io.herd.config.KafkaSecurity;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/** The properties of Kafka's clients. Reading them blocks: files may have changed since. */
final class ClientProperties {
    private static final int BLOCK_MILLIS = 1_000;
    private static final int REQUEST_MILLIS = 5_000;
    private static final int DELIVERY_MILLIS = 15_000;
    private static final int ADMIN_MILLIS = 5_000;

    private final String server;
    private final KafkaConfig config;

    ClientProperties(String server, KafkaConfig config) {
        this.server = server;
        this.config = config;
    }

    /** Publishes each record once, in order, when the replicas that must be in sync have it. */
    Map<String, Object> ofProducer() throws IOException {
        Map<String, Object> all = common();
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        all.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(16L << 20, 2 * config.unacknowledgedBytes()));
        return withFile(all);
    }

    /** Reads from where it is told, and commits what it is told. */
    Map<String, Object> ofConsumer() throws IOException {
        Map<String, Object> all = common();
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_MILLIS);
        all.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        if (config.consume() == Consume.SHARED) {
            all.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
            all.put(ConsumerConfig.GROUP_ID_CONFIG, config.herd());
        }
        return withFile(all);
    }

    /** The same without a group: reads what no other server reads for this one. */
    Map<String, Object> ofCopies() throws IOException {
        Map<String, Object> all = ofConsumer();
        all.keySet()
                .removeAll(Set.of(
                        ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        put(all, CommonClientConfigs.CLIENT_ID_CONFIG, config.herd() + "-" + server + "-copies");
        return all;
    }

    /** Makes and describes the topic. */
    Map<String, Object> ofAdmin() throws IOException {
        Map<String, Object> all = common();
        all.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_MILLIS);
        all.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_MILLIS);
        return withFile(all);
    }

    private Map<String, Object> common() {
        KafkaSecurity security = config.security();
        var all = new HashMap<String, Object>();
        put(all, CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrap());
        put(all, CommonClientConfigs.CLIENT_ID_CONFIG, config.herd() + "-" + server);
        all.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5_000);
        // Nobody reads them: the servers' own metrics tell what matters.
        all.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        all.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        put(
                all,
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                security.protocol().name());
        if (security.protocol().isSasl()) {
            put(all, SaslConfigs.SASL_MECHANISM, security.mechanism());
            put(all, SaslConfigs.SASL_JAAS_CONFIG, login(security));
        }
        if (security.truststore() != null) {
            put(all, SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            put(all, SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, security.truststore());
        }
        if (security.keystore() != null) {
            put(all, SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            put(all, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, security.keystore());
        }
        return all;
    }

    /** How a name and a password are shown; null where the file of properties must say it. */
    private static @Nullable String login(KafkaSecurity security) {
        if (security.username() == null || security.password() == null) {
            return null;
        }
        String module = security.mechanism().equals("PLAIN")
                ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                : "org.apache.kafka.common.security.scram.ScramLoginModule";
        return module + " required username=" + quoted(security.username()) + " password=" + quoted(security.password())
                + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void put(Map<String, Object> all, String key, @Nullable Object value) {
        if (value != null) {
            all.put(key, value);
        }
    }

    private Map<String, Object> withFile(Map<String, Object> all) throws IOException {
        String file = config.security().properties();
        if (file != null) {
            var more = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
                more.load(reader);
            }
            more.stringPropertyNames().forEach(name -> all.put(name, more.getProperty(name)));
        }
        return all;
    }
}
