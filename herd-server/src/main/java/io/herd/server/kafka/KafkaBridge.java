package io.herd.server.kafka;

import io.herd.config.ExpiryConfig;
import io.herd.config.KafkaConfig;
import io.herd.protocol.Bytes;
import io.herd.protocol.ReportLine;
import io.herd.state.HerdState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The bridge of a server to the topic that joins herds. Nothing waits for it: without Kafka the server works, and what it accepts is owed
 * to the topic. Safe for any number of threads.
 */
public final class KafkaBridge {
    private final String server;
    private final Set<String> servers;
    private final KafkaConfig config;
    private final ExpiryConfig expiry;
    private final LongSupplier clock;
    private final Duration future;
    private final Supplier<Map<String, Long>> heard;
    private final BooleanSupplier knowsNeighbours;
    private final Runnable news;
    private final @Nullable DurableMemory memory;
    private final Logger log;
    private final long created = System.nanoTime();
    private final Bridge bridge;
    private final BrokerConnection publishing;
    private final BrokerConnection reading;
    private final Promise<Void> published = Promise.promise();
    private final Promise<Void> read = Promise.promise();
    private final Promise<Void> copied = Promise.promise();
    private volatile LongConsumer acknowledged = _ -> {};
    private volatile @Nullable Running running;
    private volatile boolean wasSettled;

    /** What runs once it was started. */
    private record Running(PublisherRounds rounds, KafkaPublisher publisher, KafkaReader reader, CopiesReader copies) {}

    /**
     * A bridge that does nothing until it is {@linkplain #start started}; what is accepted from now on is owed.
     *
     * @param servers the names of all servers of the herd
     * @param clock POSIX time in nanoseconds
     * @param future how far ahead of it a record may be stamped
     * @param heard the last sign of life of each server, by its own clock
     * @param knowsNeighbours whether this server has what its neighbours knew when it started, or has had long enough for it
     * @param news run after something was merged, on a thread of the bridge
     * @param memory null without a journal
     */
    public KafkaBridge(
            String server,
            Set<String> servers,
            KafkaConfig config,
            ExpiryConfig expiry,
            HerdState state,
            LongSupplier clock,
            Duration future,
            Supplier<Map<String, Long>> heard,
            BooleanSupplier knowsNeighbours,
            Runnable news,
            @Nullable DurableMemory memory,
            Logger log) {
        this.server = server;
        this.servers = Set.copyOf(servers);
        this.config = config;
        this.expiry = expiry;
        this.clock = clock;
        this.future = future;
        this.heard = heard;
        this.knowsNeighbours = knowsNeighbours;
        this.news = news;
        this.memory = memory;
        this.log = log;
        bridge = new Bridge(state, server, servers, config.consume(), config.owners() == null, created);
        publishing = new BrokerConnection("published to", bridge.counters(), log, created);
        reading = new BrokerConnection("read", bridge.counters(), log, created);
    }

    /** Begins, after the journal has been loaded. Blocks for a file. */
    public void start() {
        StoredOffsets stored = OffsetKeeper.load(memory, log);
        long now = System.nanoTime();
        var herd = Bytes.of(config.herd());
        var others = new HashSet<>(servers);
        others.remove(server);
        var rounds = new PublisherRounds(
                bridge,
                new TopicCodec(herd),
                new Absences(others, now),
                clock,
                config.unacknowledgedBytes(),
                stored == null ? 0 : stored.acknowledged(),
                now);
        rounds.observe(sentAt -> acknowledged.accept(System.nanoTime() - sentAt));
        var properties = new ClientProperties(server, config);
        var publisher = new KafkaPublisher(config, properties, rounds, heard, publishing, log);
        LongSupplier latest = () -> clock.getAsLong() + future.toNanos();
        var reader = new KafkaReader(
                config,
                properties,
                new TopicSetup(config, properties, retention(), log),
                new ReaderRounds(bridge, herd, latest, config.deadline().toNanos(), log, now),
                new OffsetKeeper(memory, rounds::watermarkNanos, log, now),
                stored,
                knowsNeighbours,
                news,
                reading,
                log);
        var copies = new CopiesReader(config.topic(), properties, bridge, latest, news, log);
        running = new Running(rounds, publisher, reader, copies);
        begin("publisher ", publisher, published);
        begin("reader ", reader, read);
        begin("reader of copies ", copies, copied);
    }

    /** A record is needed until its client's time is that long ago, which may be later than it was published. */
    private Duration retention() {
        return expiry.ttl().isZero() ? Duration.ZERO : expiry.ttl().plus(future);
    }

    private void begin(String name, Runnable work, Promise<Void> end) {
        Thread.ofPlatform().daemon().name(name + server).start(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                log.error("the bridge to Kafka has failed", e);
                throw e;
            } finally {
                end.complete();
            }
        });
    }

    /**
     * Publishes a record about a client that another herd keeps. Completes once the topic has it, on any thread; while Kafka is away it
     * waits, and fails if too much waits already.
     */
    public Future<Void> publish(ReportLine record) {
        Running now = running;
        if (now == null) {
            return Future.failedFuture("the topic is not joined yet");
        }
        Future<Void> isThere = now.rounds.publish(record);
        now.publisher.wake();
        return isThere;
    }

    /** Something was accepted. */
    public void wake() {
        Running now = running;
        if (now != null) {
            now.publisher.wake();
        }
    }

    /** Whether the topic has been read to its end once, or has had long enough for it. */
    public boolean isReady() {
        wasSettled |= bridge.isSettled()
                || System.nanoTime() - created > config.deadline().toNanos();
        return wasSettled;
    }

    /** Publishes what is owed, for a time at most, and ends. Never fails; stopping what was not started is harmless. */
    public Future<Void> stop(Duration patience) {
        Running now = running;
        if (now == null) {
            return Future.succeededFuture();
        }
        now.publisher.stop(System.nanoTime() + patience.toNanos());
        return published.future().eventually(() -> {
            now.reader.stop();
            now.copies.stop();
            return Future.join(read.future(), copied.future());
        });
    }

    /** Tells the time that each acknowledgement takes from now on, in nanoseconds. */
    public void observe(LongConsumer times) {
        acknowledged = times;
    }

    /** The name of the topic. */
    public String topic() {
        return config.topic();
    }

    public BridgeCounters counters() {
        return bridge.counters();
    }

    /** How many records are yet to be read of each partition that this server reads. */
    public Map<Integer, Long> lags() {
        Running now = running;
        return now == null ? Map.of() : now.reader.lags();
    }

    public BridgeStatus status() {
        Running now = running;
        Map<Integer, Long> lags = lags();
        boolean isUp = publishing.isUp() && reading.isUp();
        String problem = publishing.isUp() ? reading.problem() : publishing.problem();
        return new BridgeStatus(
                isUp,
                isUp ? "" : problem,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - Math.max(publishing.since(), reading.since())),
                bridge.owed().size(),
                now == null ? 0 : now.rounds.inFlight(),
                bridge.ownDoubts().size() + bridge.foreignDoubts().size(),
                lags.size(),
                lags.values().stream().mapToLong(each -> each).sum());
    }
}
