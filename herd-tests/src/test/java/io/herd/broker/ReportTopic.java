package io.herd.broker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A topic of reports, as a stranger reads and writes it. */
public final class ReportTopic implements AutoCloseable {
    private static final String FILLER = "filler";
    /** A segment that is older than half a second is rolled by the next record. */
    private static final long ROLL_NANOS = 600_000_000;

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Object> connection;
    private final String name;
    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer;

    private ReportTopic(Map<String, Object> connection, String name, int partitions) {
        this.connection = connection;
        this.name = name;
        this.partitions = partitions;
        producer = new KafkaProducer<>(connection, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Creates a topic that is compacted, and waits until each of its partitions takes records. */
    public static ReportTopic create(KafkaBroker broker, String name, int partitions) throws IOException {
        Map<String, Object> connection = Map.of("bootstrap.servers", broker.bootstrap());
        try (Admin admin = Admin.create(connection)) {
            var topic = new NewTopic(name, partitions, (short) 1)
                    .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
            await(admin.createTopics(List.of(topic)).all());
        }
        var created = new ReportTopic(connection, name, partitions);
        created.fill();
        return created;
    }

    /** The same topic's copy in another cluster. */
    public ReportTopic in(KafkaBroker broker, String copy) {
        return new ReportTopic(Map.of("bootstrap.servers", broker.bootstrap()), copy, partitions);
    }

    public String name() {
        return name;
    }

    /** Appends a record that says nothing to each partition: the first ones of a new partition may take long, or be lost. */
    private void fill() throws IOException {
        byte[] key = FILLER.getBytes(StandardCharsets.US_ASCII);
        for (int partition = 0; partition < partitions; partition++) {
            send(new ProducerRecord<>(name, partition, key, null));
        }
    }

    /** Appends a record where its key belongs; blocks until it is there. */
    public void append(String key, @Nullable String value, Map<String, String> headers) throws IOException {
        var record = new ProducerRecord<byte[], byte[]>(name, bytes(key), value == null ? null : bytes(value));
        headers.forEach((header, text) -> record.headers().add(header, bytes(text)));
        send(record);
    }

    private void send(ProducerRecord<byte[], byte[]> record) throws IOException {
        try {
            var _ = producer.send(record).get();
        } catch (InterruptedException e) {
            throw new InterruptedIOException(e.getMessage());
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** How many records were ever appended, over all partitions. */
    public long end() {
        try (var consumer = consumer()) {
            return consumer.endOffsets(partitions()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(connection, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private List<TopicPartition> partitions() {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(name, partition))
                .toList();
    }

    /** All records that it holds now, the fillers left out, in their order within each partition. */
    public List<ConsumerRecord<byte[], byte[]>> read() {
        List<TopicPartition> all = partitions();
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = consumer()) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        records.removeIf(record -> text(record.key()).equals(FILLER));
        return records;
    }

    /** The values that it holds under a key now, oldest first. */
    public List<String> values(String key) {
        return read().stream()
                .filter(record -> text(record.key()).equals(key))
                .map(record -> text(record.value()))
                .toList();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Has the broker compact it until one value is left under a key, and returns that one; blocks. */
    public String compact(String key) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> left = values(key);
        while (left.size() != 1) {
            if (System.nanoTime() > end) {
                throw new IOException("not compacted: " + left);
            }
            LockSupport.parkNanos(ROLL_NANOS);
            fill();
            left = values(key);
        }
        return left.getFirst();
    }

    private static void await(KafkaFuture<?> future) throws IOException {
        try {
            var _ = future.get();
        } catch (InterruptedException e) {
            throw new InterruptedIOException(e.getMessage());
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
