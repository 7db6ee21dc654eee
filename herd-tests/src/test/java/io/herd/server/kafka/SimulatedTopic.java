package io.herd.server.kafka;

import io.herd.protocol.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** A topic that compacts at random: of each key the record that was appended last is kept. It is down for a while now and then. */
final class SimulatedTopic {
    static final int PARTITIONS = 3;

    private final List<List<Entry>> logs = new ArrayList<>();
    private final long[] ends = new long[PARTITIONS];
    /** How far each herd has committed that its partitions are read. */
    private final Map<String, Map<Integer, Long>> committed = new HashMap<>();

    private boolean isDown;

    record Entry(long offset, TopicRecord record) {}

    SimulatedTopic() {
        IntStream.range(0, PARTITIONS).forEach(_ -> logs.add(new ArrayList<>()));
    }

    void setDown(boolean down) {
        isDown = down;
    }

    boolean isDown() {
        return isDown;
    }

    void append(int partition, TopicRecord record) {
        logs.get(partition).add(new Entry(ends[partition]++, record));
    }

    long end(int partition) {
        return ends[partition];
    }

    /** The next records from an offset on. */
    List<Entry> read(int partition, long offset, int most) {
        return logs.get(partition).stream()
                .filter(each -> each.offset >= offset)
                .limit(most)
                .toList();
    }

    /** Of each key only the last record is left, but for the newest part of the log. */
    void compact(Random random) {
        List<Entry> log = logs.get(random.nextInt(PARTITIONS));
        int clean = random.nextInt(log.size() + 1);
        Set<Bytes> later = new HashSet<>();
        for (int i = clean - 1; i >= 0; i--) {
            if (!later.add(log.get(i).record.key())) {
                var _ = log.remove(i);
            }
        }
    }

    /** All records of a partition that are left. */
    List<TopicRecord> records(int partition) {
        return logs.get(partition).stream().map(Entry::record).toList();
    }

    /** Where the servers of a herd read on. */
    Map<Integer, Long> committed(String herd) {
        return committed.computeIfAbsent(herd, _ -> new HashMap<>());
    }
}
