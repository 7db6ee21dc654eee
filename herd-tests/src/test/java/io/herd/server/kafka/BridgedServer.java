package io.herd.server.kafka;

import io.herd.config.KafkaConfig.Consume;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLines;
import io.herd.state.ChangeFeed;
import io.herd.state.Expiry;
import io.herd.state.HerdState;
import io.herd.state.Origin;
import io.herd.state.SipHash;
import io.herd.state.SmallState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.NOPLogger;

/** A server with its bridge, from a start to its end. */
final class BridgedServer {
    /** What the date is when a scenario begins, in ns of POSIX time. */
    static final long START = 1_500_000_000_000_000_000L;

    private static final long SECOND = 1_000_000_000L;
    private static final SipHash KEY = new SipHash(1, 2);
    private static final int AT_ONCE = 20;
    /** Until fellows have told what they know. */
    private static final long CATCH_UP = 3 * SECOND;

    private final String name;
    private final String herd;
    private final Consume consume;
    private final SimulatedTopic topic;
    private final Random random;
    private final TopicFault fault;
    private final HerdState state = SmallState.of(
            bytes -> SmallState.hash(KEY, bytes),
            Comparator.naturalOrder(),
            Integer.MAX_VALUE,
            1L << 40,
            Expiry.DEFAULT,
            SmallState.rule(Expiry.DEFAULT));
    private final Map<String, ChangeFeed> links = new HashMap<>();
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<Integer, Long> left = new HashMap<>();
    private final Bridge bridge;
    private final PublisherRounds publisher;
    private final ReaderRounds reader;
    private final SimulatedProducer producer;
    private final StartOffsets starts;
    private final long startedAt;
    private long now;
    private boolean isAlive = true;

    /** What a disk holds: records, and how far the topic was read into them. */
    record Disk(List<Report> records, StoredOffsets offsets) {}

    BridgedServer(
            String name,
            String herd,
            Set<String> servers,
            Consume consume,
            SimulatedTopic topic,
            Random random,
            TopicFault fault,
            @Nullable Disk disk,
            long now) {
        this.name = name;
        this.herd = herd;
        this.consume = consume;
        this.topic = topic;
        this.random = random;
        this.fault = fault;
        this.now = now;
        startedAt = now;
        if (disk != null) {
            disk.records.forEach(each -> {
                var _ = state.load(each, state.clientHash(each.client()));
            });
        }
        bridge = new Bridge(state, name, servers, consume, true, now);
        var others = new HashSet<>(servers);
        others.remove(name);
        publisher = new PublisherRounds(
                bridge,
                new TopicCodec(Bytes.of(herd)),
                new Absences(others, now),
                this::clock,
                1 << 20,
                fault == TopicFault.NO_RECOVERY ? Long.MAX_VALUE : disk == null ? 0 : disk.offsets.acknowledged(),
                now);
        reader = new ReaderRounds(bridge, Bytes.of(herd), () -> Long.MAX_VALUE, 30 * SECOND, NOPLogger.NOP_LOGGER, now);
        producer = new SimulatedProducer(topic, random, fault);
        starts = new StartOffsets(disk == null ? Map.of() : disk.offsets.offsets());
    }

    private long clock() {
        return START + now;
    }

    String name() {
        return name;
    }

    HerdState state() {
        return state;
    }

    boolean isAlive() {
        return isAlive;
    }

    SimulatedProducer producer() {
        return producer;
    }

    /** Time passes: everything that its threads do. */
    void pass(long time, Map<String, Long> heard) {
        now = time;
        producer.pass(now);
        if (random.nextInt(10) > 0) {
            var _ = publisher.publish(producer, SimulatedTopic.PARTITIONS, heard, now);
        }
        if (!topic.isDown() && now - startedAt > CATCH_UP && random.nextInt(10) > 0) {
            read();
        }
    }

    private void read() {
        if (random.nextBoolean()) {
            var ends = new HashMap<Integer, Long>();
            reader.endsWanted().forEach(each -> ends.put(each, topic.end(each)));
            reader.learnEnds(ends);
        }
        for (int partition : Set.copyOf(positions.keySet())) {
            long position = positions.getOrDefault(partition, 0L);
            List<SimulatedTopic.Entry> entries = topic.read(partition, position, AT_ONCE);
            entries.forEach(each -> reader.read(each.record()));
            long next =
                    entries.isEmpty() ? topic.end(partition) : entries.getLast().offset() + 1;
            positions.put(partition, next);
            reader.position(partition, next);
        }
        boolean _ = reader.end(now);
        if (fault == TopicFault.NO_REPAIR) {
            bridge.settled(false);
        }
        if (consume == Consume.SHARED) {
            boolean isEarly = fault == TopicFault.EARLY_COMMIT;
            topic.committed(herd).putAll(isEarly ? reader.positions() : reader.safeOffsets(now));
        }
    }

    /** Reads a partition from now on. */
    void assign(int partition) {
        if (positions.containsKey(partition)) {
            return;
        }
        reader.assigned(List.of(partition), now);
        OptionalLong start = starts.of(partition);
        long committed = consume == Consume.SHARED
                ? topic.committed(herd).getOrDefault(partition, 0L)
                : left.getOrDefault(partition, 0L);
        long offset = start.isPresent() && fault != TopicFault.COMMITTED_AT_START ? start.getAsLong() : committed;
        positions.put(partition, offset);
        reader.start(partition, offset);
    }

    void revoke(int partition) {
        Long position = positions.remove(partition);
        if (position != null) {
            left.put(partition, position);
            reader.revoked(List.of(partition));
        }
    }

    /** A client reports. */
    void accept(Report report) {
        var _ = state.acceptLocal(report);
    }

    /** A fellow has been linked to: it is told everything, and from now on what changes. */
    void link(String fellow) {
        ChangeFeed before = links.remove(fellow);
        if (before != null) {
            before.close();
        }
        ChangeFeed feed = state.open(ChangeFeed.Scope.ALL);
        feed.addAll(Prefix.ROOT);
        links.put(fellow, feed);
    }

    /** What a fellow has yet to be told. */
    Bytes toTell(String fellow) {
        var out = new ByteWriter(1_000);
        ChangeFeed feed = links.get(fellow);
        if (feed != null) {
            int _ = feed.drain(out, 1_000_000);
            feed.commit();
        }
        return out.take();
    }

    /** A fellow tells. */
    void hear(String fellow, Bytes lines) {
        ChangeFeed feed = links.get(fellow);
        var origin = new Origin(feed == null ? List.of() : List.of(feed));
        int _ = ReportLines.forEach(lines, (_, report) -> {
            var _ = state.mergeRemote(report, origin);
        });
    }

    /** What a disk holds once all is forced. */
    Disk flush() {
        return new Disk(
                state.tree().reports(Prefix.ROOT).toList(),
                new StoredOffsets("id", publisher.watermarkNanos(), reader.positions()));
    }

    void crash() {
        isAlive = false;
        producer.crash();
    }
}
