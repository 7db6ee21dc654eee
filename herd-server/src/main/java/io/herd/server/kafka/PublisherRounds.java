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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * What the thread that publishes decides, apart from its waiting: what is owed, what is in doubt, and what a server that is away may not
 * have published. {@code now} is the time of a clock that never goes back, in nanoseconds. Confined to one thread, but for what is
 * told of records, and what is asked.
 */
final class PublisherRounds {
    private static final int CHUNK = 64 * 1024;
    /** How many chunks are handed over before something else is looked at. */
    private static final int CHUNKS = 16;

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
    private final AtomicLong bytesInFlight = new AtomicLong();
    private final ByteWriter out = new ByteWriter(0);
    private Set<String> away = Set.of();
    private boolean hasRecovered;
    private long nextLook;
    private volatile LongConsumer acknowledged = _ -> {};

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
        foreign = new ForeignRecords(codec, mostBytes);
    }

    /** Tells of each acknowledgement from now on when its record was handed over. */
    void observe(LongConsumer times) {
        acknowledged = times;
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
        return bytesInFlight.get() < mostBytes && topic.isReady();
    }

    private void publishForeign(TopicWriter topic, int partitions, long now) {
        Foreign next = hasRoom(topic) ? foreign.take() : null;
        while (next != null) {
            Foreign each = next;
            int partition = ClientPartition.of(each.subject(), partitions);
            send(topic, partition, each.record(), now, outcome -> foreign.done(each, outcome));
            next = hasRoom(topic) ? foreign.take() : null;
        }
    }

    private int publishOwed(TopicWriter topic, int partitions, long now) {
        int drained = bridge.owed().drain(out, CHUNK);
        // From here on it is in flight here: what fails is owed again by its name.
        bridge.owed().commit();
        int _ = ReportLines.forEach(out.take(), (line, report) -> {
            if (bridge.joins(report.kind())) {
                send(topic, line, report, partitions, now);
            }
        });
        return drained;
    }

    private void repair(Doubts doubts, TopicWriter topic, int partitions, long now) {
        int drained = 1;
        while (drained > 0 && hasRoom(topic)) {
            drained = doubts.drain(out, CHUNK, now);
            int _ = ReportLines.forEach(out.take(), (line, report) -> {
                if (doubts.equals(bridge.ownDoubts()) && isLeftToOthers(report, partitions)) {
                    bridge.foreignDoubts().add(report.client());
                } else {
                    bridge.counters().repaired.increment();
                    send(topic, line, report, partitions, now);
                }
            });
        }
    }

    private boolean isLeftToOthers(Report report, int partitions) {
        return bridge.partitions().isLeftToOthers(ClientPartition.of(report, partitions));
    }

    private void send(TopicWriter topic, Bytes line, Report report, int partitions, long now) {
        Bytes client = report.client().copy();
        int partition = ClientPartition.of(report, partitions);
        send(topic, partition, codec.encode(line, report), now, outcome -> {
            if (outcome == Outcome.FAILED) {
                bridge.owed().add(client);
            }
        });
    }

    /** Hands a record over; {@code done} is told first what became of it, so that what has failed is owed again before it counts as done. */
    private void send(TopicWriter topic, int partition, TopicRecord record, long now, Consumer<Outcome> done) {
        int bytes = record.bytes();
        bytesInFlight.addAndGet(bytes);
        int epoch = watermark.sent();
        topic.send(partition, record, outcome -> {
            count(outcome, now);
            done.accept(outcome);
            bytesInFlight.addAndGet(-bytes);
            watermark.done(epoch, outcome != Outcome.FAILED);
        });
    }

    private void count(Outcome outcome, long sentAt) {
        switch (outcome) {
            case ACKNOWLEDGED -> {
                bridge.counters().published.increment();
                acknowledged.accept(sentAt);
            }
            case FAILED -> bridge.counters().failed.increment();
            case REFUSED -> bridge.counters().refused.increment();
        }
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
        return watermark.inFlight();
    }

    /** Whether nothing is owed or waits, and nothing is on its way. */
    boolean isDrained() {
        return watermark.inFlight() == 0 && bridge.owed().isEmpty() && foreign.isEmpty();
    }
}
