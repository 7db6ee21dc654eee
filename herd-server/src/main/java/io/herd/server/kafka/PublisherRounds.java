package io.herd.server.kafka;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.ClientPartition;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLine;
import io.herd.protocol.ReportLines;
import io.herd.server.kafka.ForeignRecords.Foreign;
import io.herd.server.kafka.TopicWriter.Outcome;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What the thread that publishes decides, apart from its waiting: what is owed, what is in doubt, and what a server that is away may not
 * have published. {@code now} is the time of a clock that never goes back, in nanoseconds. Confined to one thread, but for what is
 * told of records, and what is asked.
 */
final class PublisherRounds {
    private static final int CHUNK = 64 * 1024;
    /** How many chunks are handed over before something else is looked at. */
    private static final int CHUNKS = 8;

    /** After so long neighbours have returned what only they held. */
    private static final long START_NANOS = 30_000_000_000L;

    /** A report is stamped before it is kept, mostly microseconds. */
    private static final long MARGIN_NANOS = 10_000_000_000L;

    private static final long LOOK_NANOS = 1_000_000_000L;

    private final Bridge bridge;
    private final TopicCodec codec;
    private final LongSupplier clock;
    private final long mostBytes;
    private final Absences absences;
    private final Recovery recovery;
    private final AckWatermark watermark;
    private final ForeignRecords foreign;
    private final long since;
    private final long ownAt;
    private final InFlight inFlight;
    private final ByteWriter out = new ByteWriter(0);
    private Set<String> away = Set.of();
    private boolean hasRecovered;
    private long nextLook;

    /**
     * @param codec of the herd's records
     * @param absences of the other servers
     * @param clock POSIX time in nanoseconds
     * @param mostBytes how many bytes may be on their way, and how many of other herds' clients may wait
     * @param since all that this server accepted before this POSIX time in nanoseconds is in the topic
     */
    PublisherRounds(
            Bridge bridge,
            TopicCodec codec,
            Absences absences,
            LongSupplier clock,
            long mostBytes,
            long since,
            long now) {
        this.bridge = bridge;
        this.codec = codec;
        this.absences = absences;
        this.clock = clock;
        this.mostBytes = mostBytes;
        this.since = Math.max(0, since - MARGIN_NANOS);
        ownAt = now + START_NANOS;
        nextLook = now;
        recovery = new Recovery(bridge.state());
        watermark = new AckWatermark(since);
        inFlight = new InFlight(bridge.counters(), watermark);
        foreign = new ForeignRecords(codec, mostBytes);
    }

    /** Tells of each batch that is acknowledged from now on when it was handed over. */
    void observe(LongConsumer times) {
        inFlight.observe(times);
    }

    /** Publishes a record that this herd does not keep; see {@link ForeignRecords#add}. May be called on any thread. */
    Future<Void> publish(ReportLine record) {
        return foreign.add(record);
    }

    /**
     * Hands over what is owed, as far as there is room; of very much, some. Returns whether there is more for which there is room.
     *
     * @param partitions how many the topic has
     * @param heard the last sign of life of each server
     */
    boolean publish(TopicWriter topic, int partitions, Map<String, Long> heard, long now) {
        look(partitions, heard, now);
        recovery.step(this::recover);
        publishForeign(topic, partitions, now);
        long before = clock.getAsLong();
        int drained = 1;
        for (int i = 0; i < CHUNKS && drained > 0 && hasRoom(topic); i++) {
            drained = publishOwed(topic, partitions, now);
        }
        if (drained == 0 && hasRecovered && recovery.isOver()) {
            watermark.nothingOwed(before);
        }
        if (!bridge.isSettled()) {
            bridge.ownDoubts().postpone(now);
            bridge.foreignDoubts().postpone(now);
        } else {
            repair(bridge.ownDoubts(), topic, partitions, now);
            repair(bridge.foreignDoubts(), topic, partitions, now);
        }
        return drained > 0 && hasRoom(topic);
    }

    private boolean hasRoom(TopicWriter topic) {
        return inFlight.bytes() < mostBytes && topic.isReady();
    }

    private void publishForeign(TopicWriter topic, int partitions, long now) {
        Foreign next = hasRoom(topic) ? foreign.take() : null;
        while (next != null) {
            Foreign each = next;
            var alone = inFlight.new Batch(now, (_, outcome) -> foreign.done(each, outcome));
            alone.send(topic, ClientPartition.of(each.subject(), partitions), each.subject(), each.record());
            alone.end();
            next = hasRoom(topic) ? foreign.take() : null;
        }
    }

    private int publishOwed(TopicWriter topic, int partitions, long now) {
        int drained = bridge.owed().drain(out, CHUNK);
        // From here on it is in flight here: what fails is owed again by its name.
        bridge.owed().commit();
        send(topic, out.take(), partitions, now, report -> bridge.joins(report.kind()));
        return drained;
    }

    private void repair(Doubts doubts, TopicWriter topic, int partitions, long now) {
        int drained = 1;
        while (drained > 0 && hasRoom(topic)) {
            drained = doubts.drain(out, CHUNK, now);
            send(topic, out.take(), partitions, now, report -> {
                boolean isLeft = doubts.equals(bridge.ownDoubts())
                        && bridge.partitions().isLeftToOthers(ClientPartition.of(report, partitions));
                if (isLeft) {
                    bridge.foreignDoubts().add(report.client());
                } else {
                    bridge.counters().repaired.increment();
                }
                return !isLeft;
            });
        }
    }

    private void send(TopicWriter topic, Bytes lines, int partitions, long now, Predicate<Report> isWanted) {
        var batch = inFlight.new Batch(now, (client, outcome) -> {
            if (outcome == Outcome.FAILED) {
                bridge.owed().add(client);
            }
        });
        int _ = ReportLines.forEach(lines, (line, report) -> {
            if (isWanted.test(report)) {
                int partition = ClientPartition.of(report, partitions);
                batch.send(topic, partition, report.client(), codec.encode(line, report));
            }
        });
        batch.end();
    }

    private void look(int partitions, Map<String, Long> heard, long now) {
        if (now >= nextLook) {
            nextLook = now + LOOK_NANOS;
            absences.hear(heard, now);
            takeOver(absences.away(now), partitions);
        }
        if (!hasRecovered && now >= ownAt) {
            hasRecovered = true;
            Bytes own = bridge.server();
            recovery.begin(report -> report.server().equals(own) && report.receivedNanos() >= since);
        }
    }

    /** What a server accepted just before it was gone may only be known to others. */
    private void takeOver(Set<String> nowAway, int partitions) {
        bridge.partitions().away(nowAway);
        Set<Integer> fresh = bridge.partitions().takeFresh();
        var newlyAway = new HashSet<>(nowAway);
        newlyAway.removeAll(away);
        if (!newlyAway.isEmpty() || (!nowAway.isEmpty() && !fresh.isEmpty())) {
            recovery.begin(report -> {
                String origin = report.server().toString();
                int partition = ClientPartition.of(report, partitions);
                return bridge.partitions().isOwn(partition)
                        && (newlyAway.contains(origin) || (nowAway.contains(origin) && fresh.contains(partition)));
            });
        }
        away = nowAway;
    }

    private void recover(Report report) {
        bridge.counters().recovered.increment();
        bridge.owed().add(report.client());
    }

    /** All that this server accepted before this POSIX time in nanoseconds is in the topic. */
    long watermarkNanos() {
        return watermark.nanos();
    }

    /** How many records are on their way. */
    int inFlight() {
        return inFlight.records();
    }

    /** Whether nothing is owed or waits, and nothing is on its way. */
    boolean isDrained() {
        return inFlight.records() == 0 && bridge.owed().isEmpty() && foreign.isEmpty();
    }
}
