package io.herd.server.kafka;

import io.herd.config.KafkaConfig;
import io.herd.protocol.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The thread that publishes: the only one that waits for brokers to take records. A producer that has failed for good is made anew. */
final class KafkaPublisher implements Runnable {
    private static final long IDLE_NANOS = 250_000_000L;
    /** How often those are looked for that can be handed over, while as much is on its way as may be. */
    private static final long FULL_NANOS = 5_000_000L;
    /**
     * How many times as long as it worked it rests while clients report, so that they are served first: the busier the machine, the longer
     * its work takes. Meanwhile records add up to larger batches, and those that are overtaken are never sent.
     */
    private static final int REST = 4;

    private static final long PAUSE_NANOS = 1_000_000_000L;
    private static final long LONG_PAUSE_NANOS = 30_000_000_000L;
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final KafkaConfig config;
    private final ClientProperties properties;
    private final PublisherRounds rounds;
    private final Supplier<Map<String, Long>> heard;
    private final BrokerConnection connection;
    private final Logger log;
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private volatile @Nullable Thread thread;
    private volatile boolean isStopping;
    private volatile long stopBy;
    /** What failed last, until it has been looked at. */
    private volatile @Nullable Throwable failure;
    /** Whether only an acknowledgement shows that brokers take records again. */
    private volatile boolean needsAcknowledgement;

    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private int partitions;

    KafkaPublisher(
            KafkaConfig config,
            ClientProperties properties,
            PublisherRounds rounds,
            Supplier<Map<String, Long>> heard,
            BrokerConnection connection,
            Logger log) {
        this.config = config;
        this.properties = properties;
        this.rounds = rounds;
        this.heard = heard;
        this.connection = connection;
        this.log = log;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            while (!isStopping || isWorthWaitingFor()) {
                boolean hasNews = isWoken.getAndSet(false);
                long start = System.nanoTime();
                long pause = round();
                long rest = hasNews ? Math.min(REST * (System.nanoTime() - start), IDLE_NANOS) : 0;
                await(pause >= PAUSE_NANOS ? pause : rest, pause);
            }
        } finally {
            close(CLOSING);
        }
    }

    private boolean isWorthWaitingFor() {
        return connection.isUp() && !rounds.isDrained() && System.nanoTime() - stopBy < 0;
    }

    /** Waits until something may be owed, but for so long at least, and at most. */
    private void await(long leastNanos, long mostNanos) {
        long start = System.nanoTime();
        park(start, leastNanos);
        if (!isWoken.get()) {
            long most = isStopping ? Math.min(mostNanos, IDLE_NANOS) : mostNanos;
            LockSupport.parkNanos(this, start + most - System.nanoTime());
        }
    }

    /** Waits until a time, or for the order to stop. */
    private void park(long start, long nanos) {
        long rest = nanos;
        while (rest > 0 && !isStopping) {
            LockSupport.parkNanos(this, rest);
            rest = start + nanos - System.nanoTime();
        }
    }

    /** Publishes what can be; returns how long to wait, at most, in nanoseconds. */
    private long round() {
        try {
            KafkaProducer<byte[], byte[]> current = producer;
            if (current == null) {
                current = new KafkaProducer<>(
                        properties.ofProducer(), new ByteArraySerializer(), new ByteArraySerializer());
                producer = current;
            }
            look(current.partitionsFor(config.topic()).size());
            if (rounds.publish(new Writer(current), partitions, heard.get(), System.nanoTime())) {
                return 0;
            }
        } catch (KafkaException | IllegalStateException | IOException e) {
            failure = e;
        }
        Throwable failed = failure;
        failure = null;
        return failed == null ? (rounds.inFlight() > 0 ? FULL_NANOS : IDLE_NANOS) : recover(failed);
    }

    private void look(int count) {
        TopicSetup.checkPartitions(config, count);
        if (partitions != 0 && count != partitions) {
            log.warn(
                    "the topic {} has {} partitions now, and had {}: clients have moved to others, and older records of them stay behind",
                    config.topic(),
                    count,
                    partitions);
        }
        partitions = count;
        if (!needsAcknowledgement) {
            connection.up(System.nanoTime());
        }
    }

    private long recover(Throwable failed) {
        connection.away(ClientFailure.describe(failed), System.nanoTime());
        if (!ClientFailure.isTransient(failed)) {
            close(Duration.ZERO);
        }
        return ClientFailure.needsPeople(failed) ? LONG_PAUSE_NANOS : PAUSE_NANOS;
    }

    /** What was not acknowledged is owed again. */
    private void close(Duration patience) {
        KafkaProducer<byte[], byte[]> closing = producer;
        producer = null;
        if (closing != null) {
            try {
                closing.close(patience);
            } catch (KafkaException e) {
                log.debug("closing a producer", e);
            }
        }
    }

    /** Something may be owed. */
    void wake() {
        if (!isWoken.getAndSet(true)) {
            LockSupport.unpark(thread);
        }
    }

    /** Publishes what is owed and ends: at a time at the latest, and at once while brokers are away. */
    void stop(long by) {
        stopBy = by;
        isStopping = true;
        LockSupport.unpark(thread);
    }

    /** Hands records over to a producer. */
    private final class Writer implements TopicWriter {
        private final KafkaProducer<byte[], byte[]> to;

        Writer(KafkaProducer<byte[], byte[]> to) {
            this.to = to;
        }

        @Override
        public boolean isReady() {
            return failure == null;
        }

        @Override
        public void send(int partition, TopicRecord record, Consumer<Outcome> done) {
            List<Header> headers = List.of(
                    new RecordHeader(TopicCodec.VERSION_HEADER, array(record.version())),
                    new RecordHeader(TopicCodec.HERD_HEADER, array(record.herd())));
            var message = new ProducerRecord<>(
                    config.topic(), partition, null, array(record.key()), array(record.value()), headers);
            try {
                var _ = to.send(message, (_, e) -> done.accept(outcome(e)));
            } catch (KafkaException | IllegalStateException e) {
                done.accept(outcome(e));
            }
        }

        private Outcome outcome(@Nullable Exception e) {
            if (e == null) {
                if (!connection.isUp()) {
                    needsAcknowledgement = false;
                    connection.up(System.nanoTime());
                }
                return Outcome.ACKNOWLEDGED;
            } else if (ClientFailure.isOfRecord(e)) {
                return Outcome.REFUSED;
            }
            needsAcknowledgement = true;
            failure = e;
            return Outcome.FAILED;
        }

        private static byte @Nullable [] array(@Nullable Bytes bytes) {
            if (bytes == null) {
                return null;
            }
            var array = new byte[bytes.length()];
            bytes.copyTo(array, 0);
            return array;
        }
    }
}
