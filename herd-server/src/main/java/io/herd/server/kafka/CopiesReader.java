package io.herd.server.kafka;

import io.herd.state.MergeResult;
import io.herd.state.PrefetchBatch;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The thread that reads what other regions published: the copies of the topic in this cluster, which MirrorMaker calls {@code
 * REGION.TOPIC}. Every server reads all of them, each from its beginning when the server starts. What is older than what is known is not
 * this herd's to repair: the region that published it does so.
 */
final class CopiesReader implements Runnable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(1);
    /** How often new copies are looked for. */
    private static final long LOOK_NANOS = 5_000_000_000L;

    private static final long PAUSE_NANOS = 1_000_000_000L;
    private static final long LONG_PAUSE_NANOS = 30_000_000_000L;

    private final String suffix;
    private final ClientProperties properties;
    private final Bridge bridge;
    private final LongSupplier latest;
    private final Runnable news;
    private final Logger log;
    private final PrefetchBatch<TopicContent.Told> batch;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private volatile @Nullable Thread thread;
    private volatile boolean isStopping;
    private boolean hadNews;
    private String problem = "";

    /**
     * @param topic what these are copies of
     * @param latest the latest time that a record may have, POSIX time in nanoseconds
     * @param news run after a round in which there was news
     */
    CopiesReader(
            String topic, ClientProperties properties, Bridge bridge, LongSupplier latest, Runnable news, Logger log) {
        suffix = "." + topic;
        this.properties = properties;
        this.bridge = bridge;
        this.latest = latest;
        this.news = news;
        this.log = log;
        batch = new PrefetchBatch<>(bridge.state(), this::merge);
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        while (!isStopping) {
            try {
                read();
            } catch (KafkaException | IllegalStateException | IOException e) {
                boolean needsPeople = ClientFailure.needsPeople(e);
                warn(needsPeople ? ClientFailure.describe(e) : "");
                LockSupport.parkNanos(this, needsPeople ? LONG_PAUSE_NANOS : PAUSE_NANOS);
            }
        }
    }

    /** Tells of each problem once. Whether Kafka is away is told by who reads the topic itself. */
    private void warn(String found) {
        if (!found.isEmpty() && !found.equals(problem)) {
            log.warn("cannot read the copies of other regions' topics: {}", found);
        }
        problem = found;
    }

    private void read() throws IOException {
        var consumer =
                new KafkaConsumer<>(properties.ofCopies(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            long nextLook = System.nanoTime();
            while (!isStopping) {
                if (System.nanoTime() >= nextLook) {
                    look(consumer);
                    nextLook = System.nanoTime() + LOOK_NANOS;
                }
                if (consumer.assignment().isEmpty()) {
                    LockSupport.parkNanos(this, PAUSE_NANOS);
                } else {
                    round(consumer);
                }
            }
        } finally {
            consumer.close(CloseOptions.timeout(CLOSING));
        }
    }

    private void look(KafkaConsumer<byte[], byte[]> consumer) {
        Set<TopicPartition> found = consumer.listTopics(PATIENCE).entrySet().stream()
                .filter(topic -> topic.getKey().endsWith(suffix))
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .collect(Collectors.toSet());
        if (found.equals(consumer.assignment())) {
            return;
        }
        consumer.assign(found);
        found.forEach(each -> consumer.seek(each, positions.getOrDefault(each, 0L)));
        var fresh = new TreeSet<String>();
        found.forEach(each -> fresh.add(each.topic()));
        fresh.removeIf(each -> !known.add(each));
        fresh.forEach(each -> log.info("reads {}, a copy of another region's topic", each));
    }

    private void round(KafkaConsumer<byte[], byte[]> consumer) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        records.forEach(each -> {
            TopicContent.Told told = bridge.decode(KafkaReader.record(each), latest.getAsLong());
            if (told != null) {
                batch.add(told.report().client(), told);
            }
        });
        batch.carryOut();
        records.nextOffsets().forEach((partition, next) -> positions.put(partition, next.offset()));
        if (hadNews) {
            hadNews = false;
            news.run();
        }
    }

    private void merge(TopicContent.Told told, long clientHash) {
        hadNews |= bridge.merge(told.report(), clientHash) == MergeResult.ACCEPTED;
    }

    /** Ends soon, without waiting for answers of brokers. */
    void stop() {
        isStopping = true;
        Thread reader = thread;
        if (reader != null) {
            reader.interrupt();
        }
    }
}
