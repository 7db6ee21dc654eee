package io.herd.server.history;

import io.herd.protocol.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The points of all clients, within bounds. One thread changes it, any may read. */
final class Tracks {
    /** About what a client takes besides its points. */
    private static final int CLIENT_BYTES = 200;
    /** What a point takes at most in memory or on the disk, besides its location and names: most on the disk. */
    private static final int POINT_BYTES = 52;

    private static final int READINGS_BYTES = 50;
    private static final int READING_BYTES = 20;
    /** Such a part of all points is dropped at once. */
    private static final int PART = 16;
    /** A page ends once its points have so many bytes: locations may be long. */
    private static final int PAGE_BYTES = 1 << 20;

    private final int mostReports;
    private final long ageNanos;
    private final long mostBytes;
    private final int serverLength;
    private final HistoryCounters counters;
    private final ConcurrentMap<Bytes, Track> tracks = new ConcurrentHashMap<>();
    private final LongAdder reports = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /**
     * @param mostReports how many points of a client there are
     * @param ageNanos how old points are
     * @param mostBytes how much all of them take, in memory and, but for what is needed no longer, on the disk
     * @param serverLength the length of the server's name, which stands in each line on the disk
     */
    Tracks(int mostReports, long ageNanos, long mostBytes, int serverLength, HistoryCounters counters) {
        this.mostReports = mostReports;
        this.ageNanos = ageNanos;
        this.mostBytes = mostBytes;
        this.serverLength = serverLength;
        this.counters = counters;
    }

    /**
     * Keeps a point. False if it is not kept: there is one of that time, or it is too old, or its client has enough newer ones.
     *
     * @param client may be a view of bytes that are about to change
     * @param now POSIX time in nanoseconds
     */
    boolean add(Bytes client, HistoryPoint point, long now) {
        Track known = tracks.get(client);
        boolean isFull = known != null && known.size() >= mostReports;
        if (point.timeNanos() < now - ageNanos) {
            counters.droppedByAge.increment();
            return false;
        } else if (known != null && known.find(point.timeNanos()) != null) {
            counters.duplicates.increment();
            return false;
        } else if (known != null && isFull && known.isBeforeAll(point.timeNanos())) {
            counters.droppedByReports.increment();
            return false;
        }
        Track track = known == null ? begin(client) : known;
        byte[] packed = PackedPoint.of(point);
        track.add(packed);
        reports.increment();
        bytes.add(weight(client, packed));
        if (isFull) {
            remove(client, track, 1, Long.MIN_VALUE, counters.droppedByReports);
        }
        return true;
    }

    private Track begin(Bytes client) {
        var track = new Track();
        tracks.put(client.copy(), track);
        bytes.add(clientBytes(client));
        return track;
    }

    private static long clientBytes(Bytes client) {
        return (long) CLIENT_BYTES + client.length();
    }

    private long weight(Bytes client, byte[] packed) {
        int known = PackedPoint.readings(packed);
        long names = (long) client.length() + serverLength;
        return POINT_BYTES
                + names
                + packed.length
                + (known == 0 ? 0 : READINGS_BYTES + names + (long) known * READING_BYTES);
    }

    private void remove(Bytes client, Track track, int count, long before, LongAdder counter) {
        List<byte[]> removed = track.removeOldest(count, before);
        counter.add(removed.size());
        removed(client, track, removed);
    }

    private void removed(Bytes client, Track track, List<byte[]> removed) {
        removed.forEach(each -> bytes.add(-weight(client, each)));
        reports.add(-removed.size());
        if (track.size() == 0) {
            tracks.remove(client);
            bytes.add(-clientBytes(client));
        }
    }

    private void removeAll(long before, LongAdder counter) {
        tracks.forEach((client, track) -> remove(client, track, 0, before, counter));
    }

    /** Drops the points of a client up to a time, that of its deletion. */
    void delete(Bytes client, long timeNanos) {
        Track track = tracks.get(client);
        if (track != null) {
            remove(client, track, 0, timeNanos + 1, counters.deleted);
        }
    }

    /** Drops the point of a client at a time, which could not be written. */
    void lose(Bytes client, long timeNanos) {
        Track track = tracks.get(client);
        byte[] lost = track == null ? null : track.remove(timeNanos);
        if (track != null && lost != null) {
            counters.droppedByBytes.increment();
            removed(client, track, List.of(lost));
        }
    }

    /** Drops what is too old at a POSIX time in nanoseconds. */
    void expire(long now) {
        removeAll(now - ageNanos, counters.droppedByAge);
    }

    /** Drops the oldest points until the others do not take too much. */
    void fit() {
        while (bytes.sum() > mostBytes) {
            var times = new long[reports.intValue()];
            int count = 0;
            for (Track track : tracks.values()) {
                count = track.copyTimes(times, count);
            }
            Arrays.sort(times);
            removeAll(times[(count - 1) / PART] + 1, counters.droppedByBytes);
        }
    }

    boolean knows(Bytes client) {
        return tracks.containsKey(client);
    }

    /** The clients of which there are points; they may change. */
    Iterable<Bytes> clients() {
        return tracks.keySet();
    }

    /** The point of a client at a time; null if it is not kept, or not any more. */
    @Nullable
    HistoryPoint find(Bytes client, long timeNanos) {
        Track track = tracks.get(client);
        byte[] found = track == null ? null : track.find(timeNanos);
        return found == null ? null : PackedPoint.point(found);
    }

    /** The first points of a client from a time on and before another, up to so many. */
    HistoryPage read(Bytes client, long from, long to, int limit) {
        Track track = tracks.get(client);
        if (track == null) {
            return new HistoryPage(List.of(), false);
        }
        List<byte[]> found = track.read(from, to, limit + 1, PAGE_BYTES);
        long size = found.stream().mapToLong(each -> each.length).sum();
        boolean hasMore = found.size() > limit || size >= PAGE_BYTES;
        return new HistoryPage(
                found.stream().limit(limit).map(PackedPoint::point).toList(), hasMore);
    }

    long reports() {
        return reports.sum();
    }

    long bytes() {
        return bytes.sum();
    }
}
