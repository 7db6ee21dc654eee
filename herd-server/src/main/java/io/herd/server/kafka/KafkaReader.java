package io.herd.server.kafka;

import io.herd.config.KafkaConfig;
import io.herd.config.KafkaConfig.Consume;
import io.herd.config.OwnersConfig;
import io.herd.protocol.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The thread that reads. A consumer that has failed is made anew, and goes on where the last one was. */
final class KafkaReader implements Runnable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final long LOOK_NANOS = 500_000_000L;
    private static final long COMMIT_NANOS = 5_000_000_000L;
    /** How often brokers are asked how far the partitions go, to see that they answer. */
    private static final long PROBE_NANOS = 5_000_000_000L;

    private static final long START_NANOS = 50_000_000L;
    private static final long PAUSE_NANOS = 1_000_000_000L;
    private static final long LONG_PAUSE_NANOS = 30_000_000_000L;

    private final KafkaConfig config;
    private final ClientProperties properties;
    private final TopicSetup setup;
    private final ReaderRounds rounds;
    private final OffsetKeeper keeper;
    private final @Nullable StoredOffsets stored;
    private final BooleanSupplier knowsNeighbours;
    private final Runnable news;
    private final BrokerConnection connection;
    private final Logger log;
    private final Map<Integer, Long> last = new HashMap<>();
    private volatile @Nullable Thread thread;
    private volatile boolean isStopping;
    private volatile Map<Integer, Long> lags = Map.of();
    private String topicId = "";
    private StartOffsets starts = new StartOffsets(Map.of());
    private Map<Integer, Long> committed = Map.of();
    private long nextLook;
    private long nextCommit;
    private long nextProbe;

    /**
     * @param stored what the journal holds of the topic; null if that is not known
     * @param knowsNeighbours whether this server has what its neighbours knew when it started: what is read before might be taken for news
     *     although a neighbour knows better, and would not be repaired
     * @param news run after a round in which there was news
     */
    KafkaReader(
            KafkaConfig config,
            ClientProperties properties,
            TopicSetup setup,
            ReaderRounds rounds,
            OffsetKeeper keeper,
            @Nullable StoredOffsets stored,
            BooleanSupplier knowsNeighbours,
            Runnable news,
            BrokerConnection connection,
            Logger log) {
        this.config = config;
        this.properties = properties;
        this.setup = setup;
        this.rounds = rounds;
        this.keeper = keeper;
        this.stored = stored;
        this.knowsNeighbours = knowsNeighbours;
        this.news = news;
        this.connection = connection;
        this.log = log;
        long now = System.nanoTime();
        nextLook = now;
        nextCommit = now + COMMIT_NANOS;
        nextProbe = now;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        while (!isStopping && !knowsNeighbours.getAsBoolean()) {
            LockSupport.parkNanos(this, START_NANOS);
        }
        try {
            while (!isStopping) {
                try {
                    read();
                } catch (KafkaException | IllegalStateException | IOException | ExecutionException e) {
                    if (!isStopping) {
                        connection.away(ClientFailure.describe(e), System.nanoTime());
                        LockSupport.parkNanos(this, ClientFailure.needsPeople(e) ? LONG_PAUSE_NANOS : PAUSE_NANOS);
                    }
                }
            }
            keeper.end(topicId, last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() throws IOException, ExecutionException, InterruptedException {
        knowTopic(setup.ensure());
        var consumer =
                new KafkaConsumer<>(properties.ofConsumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            begin(consumer);
            while (!isStopping) {
                round(consumer);
            }
            commit(consumer, System.nanoTime());
        } catch (WakeupException e) {
            log.debug("woken", e);
        } finally {
            last.putAll(rounds.positions());
            rounds.revoked(Set.copyOf(rounds.positions().keySet()));
            lags = Map.of();
            consumer.close(CloseOptions.timeout(CLOSING));
        }
    }

    private void knowTopic(String id) {
        if (!id.equals(topicId)) {
            boolean isStored = stored != null && stored.topicId().equals(id);
            starts = new StartOffsets(isStored && stored != null ? stored.offsets() : Map.of());
            last.clear();
            topicId = id;
        }
    }

    private void begin(KafkaConsumer<byte[], byte[]> consumer) {
        if (config.consume() == Consume.SHARED) {
            consumer.subscribe(List.of(config.topic()), new Assignments(consumer));
            return;
        }
        OwnersConfig owners = config.owners();
        List<TopicPartition> all = consumer.partitionsFor(config.topic(), PATIENCE).stream()
                .filter(each -> owners == null || owners.own().contains(each.partition()))
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        consumer.assign(all);
        assigned(consumer, all);
    }

    private void assigned(KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        rounds.assigned(numbers(partitions), System.nanoTime());
        for (TopicPartition each : partitions) {
            OptionalLong start = starts.of(each.partition());
            long offset = start.isPresent() ? start.getAsLong() : readOnAt(consumer, each);
            consumer.seek(each, offset);
            rounds.start(each.partition(), offset);
        }
        nextLook = System.nanoTime();
        nextProbe = nextLook;
    }

    private long readOnAt(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        if (config.consume() == Consume.ALL) {
            return last.getOrDefault(partition.partition(), 0L);
        }
        OffsetAndMetadata offset =
                consumer.committed(Set.of(partition), PATIENCE).get(partition);
        return offset == null ? 0 : offset.offset();
    }

    private void round(KafkaConsumer<byte[], byte[]> consumer) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> each : records) {
            rounds.read(record(each));
        }
        records.nextOffsets().forEach((partition, next) -> rounds.position(partition.partition(), next.offset()));
        if (rounds.end(System.nanoTime())) {
            news.run();
        }
        long now = System.nanoTime();
        if (now >= nextLook) {
            nextLook = now + LOOK_NANOS;
            look(consumer, now);
        }
    }

    private void look(KafkaConsumer<byte[], byte[]> consumer, long now) {
        probe(consumer, now);
        var behind = new HashMap<Integer, Long>();
        for (TopicPartition each : consumer.assignment()) {
            OptionalLong lag = consumer.currentLag(each);
            if (lag.isPresent()) {
                behind.put(each.partition(), lag.getAsLong());
                if (lag.getAsLong() == 0) {
                    rounds.position(each.partition(), consumer.position(each, PATIENCE));
                }
            }
        }
        lags = Map.copyOf(behind);
        if (now >= nextCommit) {
            nextCommit = now + COMMIT_NANOS;
            commit(consumer, now);
        }
        keeper.look(topicId, rounds.positions(), now);
    }

    private void probe(KafkaConsumer<byte[], byte[]> consumer, long now) {
        if (now < nextProbe && rounds.endsWanted().isEmpty()) {
            return;
        }
        nextProbe = now + PROBE_NANOS;
        try {
            Set<TopicPartition> assignment = consumer.assignment();
            var ends = new HashMap<Integer, Long>();
            if (assignment.isEmpty()) {
                int _ = consumer.partitionsFor(config.topic(), PATIENCE).size();
            } else {
                consumer.endOffsets(assignment, PATIENCE)
                        .forEach((partition, end) -> ends.put(partition.partition(), end));
            }
            rounds.learnEnds(ends);
            if (config.consume() == Consume.ALL || consumer.groupMetadata().generationId() > 0) {
                connection.up(System.nanoTime());
            }
        } catch (TimeoutException e) {
            connection.away(ClientFailure.describe(e), System.nanoTime());
        }
    }

    private void commit(KafkaConsumer<byte[], byte[]> consumer, long now) {
        Map<Integer, Long> safe = rounds.safeOffsets(now);
        if (config.consume() == Consume.SHARED && !safe.isEmpty() && !safe.equals(committed)) {
            consumer.commitAsync(
                    safe.entrySet().stream()
                            .collect(Collectors.toMap(
                                    each -> new TopicPartition(config.topic(), each.getKey()),
                                    each -> new OffsetAndMetadata(each.getValue()))),
                    (_, e) -> {
                        if (e == null) {
                            committed = safe;
                        }
                    });
        }
    }

    /** The fields of a record. */
    static TopicRecord record(ConsumerRecord<byte[], byte[]> record) {
        return new TopicRecord(
                bytes(record.key()),
                bytes(record.value()),
                header(record, TopicCodec.VERSION_HEADER),
                header(record, TopicCodec.HERD_HEADER));
    }

    private static @Nullable Bytes header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : bytes(header.value());
    }

    private static @Nullable Bytes bytes(byte @Nullable [] array) {
        return array == null ? null : Bytes.view(array, 0, array.length);
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }

    /** How many records are yet to be read of each partition of this server. */
    Map<Integer, Long> lags() {
        return lags;
    }

    /** Ends soon: while brokers are away, without waiting for their answers. */
    void stop() {
        isStopping = true;
        Thread reader = thread;
        if (reader != null && !connection.isUp()) {
            reader.interrupt();
        }
        LockSupport.unpark(reader);
    }

    /** Which partitions the group gives to this server. */
    private final class Assignments implements ConsumerRebalanceListener {
        private final KafkaConsumer<byte[], byte[]> consumer;

        Assignments(KafkaConsumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            assigned(consumer, partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            rounds.revoked(numbers(partitions));
        }
    }
}
