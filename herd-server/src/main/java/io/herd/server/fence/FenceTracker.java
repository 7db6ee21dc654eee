package io.herd.server.fence;

import static java.util.Objects.requireNonNull;

import io.herd.geo.Box;
import io.herd.geo.BoxIndex;
import io.herd.geo.Position;
import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import io.herd.server.fence.FenceEvent.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Follows clients as they move, and says who enters and leaves which fence.
 *
 * <ul>
 *   <li>A client enters when it is in the fence, and leaves when it is farther outside than {@link Fence#leaveMetres}, twice in a row or
 *       for a while. So one that stays at the border enters once.
 *   <li>It passes when the step between two reports cuts the fence, and neither report is in it; short steps may be noise.
 *   <li>A report that is older than one that counted never counts.
 *   <li>Clients that are in a fence when the fence or they become known are in it, and nothing is said.
 *   <li>A client in a fence that falls silent is stale, and still in it.
 * </ul>
 *
 * <p>Times are nanoseconds of a clock that never goes back. Confined to one thread.
 */
public final class FenceTracker {
    /** One report outside counts as having left after this. */
    private static final long CONFIRMED_NANOS = 30_000_000_000L;
    /** Of a longer step nobody knows which way it went. */
    private static final double LONGEST_STEP_METRES = 100_000;

    private final int mostVisits;
    private final long staleNanos;
    private final Consumer<FenceEvent> listener;
    private final Map<FenceName, Fence> fences = new HashMap<>();
    private final BoxIndex<Fence> index = new BoxIndex<>();
    private final Visits visits = new Visits();
    private final LastPositions positions = new LastPositions();
    private final LongFunction<@Nullable Report> newest;
    private final FenceCounters counters;

    /**
     * A tracker of no fences.
     *
     * @param mostVisits how many clients may be in all fences together; nothing is said of others that enter
     * @param staleNanos after how long a silent client is stale
     * @param newest finds the newest report of a client by the hash of its name
     */
    public FenceTracker(
            int mostVisits,
            long staleNanos,
            LongFunction<@Nullable Report> newest,
            FenceCounters counters,
            Consumer<FenceEvent> listener) {
        this.mostVisits = mostVisits;
        this.staleNanos = staleNanos;
        this.newest = newest;
        this.counters = counters;
        this.listener = listener;
    }

    /**
     * Fences are defined, perhaps anew. Nothing is said of the clients that are in them already. Goes through all clients, so it is best
     * told of many at once.
     */
    public void define(Collection<Fence> defined, long now) {
        var fresh = new BoxIndex<Fence>();
        for (Fence fence : defined) {
            Fence known = fences.get(fence.name());
            if (known == null || !known.record().equals(fence.record())) {
                remove(fence.name());
                fences.put(fence.name(), fence);
                index.add(fence.area().bounds(), fence);
                fresh.add(fence.area().bounds(), fence);
            }
        }
        if (!fresh.isEmpty()) {
            positions.forEach((client, position) -> {
                for (Fence fence : fresh.near(box(position, position))) {
                    Report report = fence.area().contains(position) ? newest.apply(client) : null;
                    boolean _ = report != null && admit(client, fence, report, now);
                }
            });
        }
    }

    /** A fence is deleted. */
    public void remove(FenceName name) {
        Fence fence = fences.remove(name);
        if (fence != null) {
            index.remove(fence);
            visits.ofFence(name).forEach(visits::remove);
        }
    }

    /**
     * A client has reported.
     *
     * @param client the hash of its name
     */
    public void report(long client, Report report, long now) {
        Position position = report.position();
        Position before = positions.find(client);
        if (!positions.advance(client, report.timeNanos(), position)) {
            return;
        }
        List<Visit> current = visits.ofClient(client);
        current.forEach(visit -> follow(visit, report, position, now));
        for (Fence fence : index.near(box(before == null ? position : before, position))) {
            if (current.stream().noneMatch(visit -> visit.fence().equals(fence))) {
                arrive(client, fence, report, position, before, now);
            }
        }
    }

    /** The box around a step, the shorter way around the Earth; or around its end, if it is too long to count. */
    private static Box box(Position from, Position to) {
        double south = Math.min(from.latitude(), to.latitude());
        double north = Math.max(from.latitude(), to.latitude());
        if (!isShort(from, to)) {
            return new Box(to.longitude(), to.latitude(), to.longitude(), to.latitude());
        }
        double west = Math.min(from.longitude(), to.longitude());
        double east = Math.max(from.longitude(), to.longitude());
        return east - west <= 180 ? new Box(west, south, east, north) : new Box(east, south, west, north);
    }

    private static boolean isShort(Position from, Position to) {
        return from.distanceTo(to) <= LONGEST_STEP_METRES;
    }

    private void arrive(
            long client, Fence fence, Report report, Position position, @Nullable Position before, long now) {
        if (fence.area().contains(position)) {
            boolean isTracked = admit(client, fence, report, now);
            if (isTracked && before != null) {
                say(fence, Kind.ENTER, report);
            }
        } else if (before != null
                && !fence.area().contains(before)
                && isShort(before, position)
                && before.distanceTo(position) > fence.leaveMetres()
                && fence.area().isCutBy(before, position)) {
            say(fence, Kind.PASS, report);
        }
    }

    private boolean admit(long client, Fence fence, Report report, long now) {
        boolean fits = visits.size() < mostVisits;
        if (fits) {
            visits.add(new Visit(client, fence, report, now));
        } else {
            counters.untracked.increment();
        }
        return fits;
    }

    private void follow(Visit visit, Report report, Position position, long now) {
        visit.heard(report, now);
        visits.heard(visit);
        Fence fence = visit.fence();
        boolean isOutside = fence.area().distanceTo(position) > fence.leaveMetres();
        Report first = visit.outside();
        if (!isOutside) {
            visit.stay();
            visits.removeLeaving(visit);
        } else if (first == null) {
            visit.leave(report, now);
            visits.addLeaving(visit);
        } else {
            left(visit, first);
        }
    }

    /** The event is that of the first report outside, however it was confirmed: so it is the same on every server. */
    private void left(Visit visit, Report first) {
        visits.remove(visit);
        say(visit.fence(), Kind.LEAVE, first);
    }

    /** A client is deleted, or expired. */
    public void forget(long client) {
        positions.remove(client);
        for (Visit visit : visits.ofClient(client)) {
            visits.remove(visit);
            say(visit.fence(), Kind.GONE, visit.last());
        }
    }

    /** All clients that are known, by the hashes of their names. */
    public long[] clients() {
        return positions.clients();
    }

    /** The clients that are in a fence. */
    public List<Report> inside(FenceName fence) {
        return visits.ofFence(fence).stream().map(Visit::last).toList();
    }

    /** How many bytes it takes to remember where clients were. */
    public long bytes() {
        return positions.bytes();
    }

    /** Says what is due by now, and returns when more may be; {@link Long#MAX_VALUE} if nothing is to be expected. */
    public long tick(long now) {
        Visit leaving = visits.firstLeaving();
        while (leaving != null && now - leaving.outsideSince() >= CONFIRMED_NANOS) {
            left(leaving, requireNonNull(leaving.outside(), "one that leaves was seen outside"));
            leaving = visits.firstLeaving();
        }
        Visit silent = visits.longestSilent();
        while (silent != null && now - silent.heardAt() >= staleNanos) {
            visits.becomeStale(silent);
            say(silent.fence(), Kind.STALE, silent.last());
            silent = visits.longestSilent();
        }
        long confirmed = leaving == null ? Long.MAX_VALUE : leaving.outsideSince() + CONFIRMED_NANOS;
        long stale = silent == null ? Long.MAX_VALUE : silent.heardAt() + staleNanos;
        return Math.min(confirmed, stale);
    }

    private void say(Fence fence, Kind kind, Report cause) {
        counters.of(kind).increment();
        listener.accept(FenceEvent.of(fence, kind, cause));
    }

    /** How many clients are in fences, each counted once for each. */
    public int inside() {
        return visits.size();
    }
}
