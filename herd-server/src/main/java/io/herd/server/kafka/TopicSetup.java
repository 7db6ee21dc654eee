package io.herd.server.kafka;

import io.herd.config.KafkaConfig;
import io.herd.config.OwnersConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;

/** Makes the topic where there is none, and warns where it would lose what herds know. Blocks. */
final class TopicSetup {
    private static final int REPLICAS = 3;
    private static final Duration SEGMENT = Duration.ofHours(1);
    /** Where somebody was is gone from the topic after that. */
    private static final Duration COMPACTION_LAG = Duration.ofHours(1);

    private final KafkaConfig config;
    private final ClientProperties properties;
    private final Duration retention;
    private final Logger log;
    private boolean isChecked;

    /** @param retention for how long records are needed after they were published; zero for ever */
    TopicSetup(KafkaConfig config, ClientProperties properties, Duration retention, Logger log) {
        this.config = config;
        this.properties = properties;
        this.retention = retention;
        this.log = log;
    }

    /** The id of the topic, which is another one if the topic was deleted and made again. */
    String ensure() throws IOException, InterruptedException, ExecutionException {
        Admin admin = Admin.create(properties.ofAdmin());
        try {
            TopicDescription topic = described(admin);
            checkPartitions(config, topic.partitions().size());
            if (!isChecked) {
                isChecked = true;
                check(admin);
            }
            return topic.topicId().toString();
        } finally {
            // Without patience: it would wait for the answer that an interrupt has ended the wait for.
            admin.close(Duration.ZERO);
        }
    }

    /** Fails if herds share the clients by another number of partitions than the topic has: its owner would not read a client's record. */
    static void checkPartitions(KafkaConfig config, int count) {
        OwnersConfig owners = config.owners();
        if (owners != null && owners.partitions() != count) {
            throw new ConfigException("the topic " + config.topic() + " has " + count + " partitions, and kafka.owners "
                    + owners.partitions());
        }
    }

    private TopicDescription described(Admin admin) throws InterruptedException, ExecutionException {
        try {
            return describe(admin);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || !config.createTopic()) {
                throw e;
            }
            create(admin);
            return describe(admin);
        }
    }

    private TopicDescription describe(Admin admin) throws InterruptedException, ExecutionException {
        Map<String, TopicDescription> topics =
                admin.describeTopics(List.of(config.topic())).allTopicNames().get();
        return Optional.ofNullable(topics.get(config.topic())).orElseThrow();
    }

    private void create(Admin admin) throws InterruptedException, ExecutionException {
        int brokers = admin.describeCluster().nodes().get().size();
        int replicas = Math.min(REPLICAS, brokers);
        var settings = new HashMap<String, String>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanupPolicy());
        settings.put(TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(SEGMENT.toMillis()));
        settings.put(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, String.valueOf(COMPACTION_LAG.toMillis()));
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replicas == REPLICAS ? "2" : "1");
        if (!retention.isZero()) {
            settings.put(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(retention.toMillis()));
        }
        var topic = new NewTopic(config.topic(), config.partitions(), (short) replicas).configs(settings);
        try {
            admin.createTopics(List.of(topic)).all().get();
            log.info(
                    "made the topic {} with {} partitions and {} replicas",
                    config.topic(),
                    config.partitions(),
                    replicas);
        } catch (ExecutionException e) {
            // Another server was faster.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private String cleanupPolicy() {
        return retention.isZero() ? "compact" : "compact,delete";
    }

    private void check(Admin admin) throws InterruptedException, ExecutionException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, config.topic());
        try {
            String policy = Optional.ofNullable(
                            admin.describeConfigs(List.of(resource)).all().get().get(resource))
                    .map(all -> all.get(TopicConfig.CLEANUP_POLICY_CONFIG).value())
                    .orElse("");
            if (!policy.contains("compact") || (retention.isZero() && policy.contains("delete"))) {
                log.warn(
                        "the topic {} has cleanup.policy={}, so it forgets clients that do not report for long;"
                                + " set it to {}",
                        config.topic(),
                        policy,
                        cleanupPolicy());
            }
        } catch (ExecutionException e) {
            // Reading settings takes a permission of its own.
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
        }
    }
}
