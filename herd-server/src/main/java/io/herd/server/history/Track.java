package io.herd.server.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The points of one client in the order of their times, no two of one time, each {@linkplain PackedPoint packed}. One thread changes it, any may read. */
final class Track {
    private static final int FEW = 2;
    /** An array of which a smaller part is filled gives its memory back. */
    private static final int SPARSE = 8;

    private byte[][] points = new byte[FEW][];
    private int start;
    private int end;

    synchronized int size() {
        return end - start;
    }

    /** For how many points there is memory. */
    synchronized int capacity() {
        return points.length;
    }

    /** Adds a point, of whose time there must be none. */
    synchronized void add(byte[] point) {
        int at = indexOf(PackedPoint.time(point));
        int behind = end - at;
        if (end == points.length) {
            makeRoom();
            at = end - behind;
        }
        System.arraycopy(points, at, points, at + 1, behind);
        points[at] = point;
        end++;
    }

    /** Moves all to the front of the array, or of a greater one if they fill more than half of it. */
    private void makeRoom() {
        int size = end - start;
        byte[][] target = size > points.length / 2 ? new byte[points.length * 2][] : points;
        System.arraycopy(points, start, target, 0, size);
        Arrays.fill(target, size, target.length, null);
        points = target;
        start = 0;
        end = size;
    }

    /** The index of the first point that is not before a time. */
    private int indexOf(long time) {
        int low = start;
        int high = end;
        // Most come in their order.
        if (low < high && PackedPoint.time(points[high - 1]) < time) {
            return high;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (PackedPoint.time(points[middle]) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The point of a time; null if there is none. */
    synchronized byte @Nullable [] find(long time) {
        int at = indexOf(time);
        return at < end && PackedPoint.time(points[at]) == time ? points[at] : null;
    }

    /** Whether a point of a time would be the oldest. */
    synchronized boolean isBeforeAll(long time) {
        return indexOf(time) == start;
    }

    /** Removes the oldest points: so many of them, or those before a time, whatever is more; returns them. */
    synchronized List<byte[]> removeOldest(int count, long before) {
        int to = Math.max(start + count, indexOf(before));
        if (to == start) {
            return List.of();
        }
        List<byte[]> removed = new ArrayList<>(Arrays.asList(points).subList(start, to));
        Arrays.fill(points, start, to, null);
        start = to;
        if (points.length > FEW && size() < points.length / SPARSE) {
            points = Arrays.copyOfRange(points, start, start + Math.max(FEW, 2 * size()));
            end -= start;
            start = 0;
        }
        return removed;
    }

    /** Removes the point of a time and returns it; null if there is none. */
    synchronized byte @Nullable [] remove(long time) {
        byte[] found = find(time);
        if (found != null) {
            int at = indexOf(time);
            System.arraycopy(points, at + 1, points, at, end - at - 1);
            end--;
            Arrays.fill(points, end, end + 1, null);
        }
        return found;
    }

    /** Adds the times of all points to an array, from an index on; returns the index behind them. */
    synchronized int copyTimes(long[] times, int index) {
        int at = index;
        for (int i = start; i < end; i++) {
            times[at++] = PackedPoint.time(points[i]);
        }
        return at;
    }

    /** The first points from a time on and before another: up to so many, and no more once they have so many bytes. */
    synchronized List<byte[]> read(long from, long to, int limit, int mostBytes) {
        List<byte[]> found = new ArrayList<>();
        int bytes = 0;
        int last = indexOf(to);
        for (int i = indexOf(from); i < last && found.size() < limit && bytes < mostBytes; i++) {
            found.add(points[i]);
            bytes += points[i].length;
        }
        return found;
    }
}
