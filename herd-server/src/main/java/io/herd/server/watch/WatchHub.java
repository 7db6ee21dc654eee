package io.herd.server.watch;

import io.herd.geo.Position;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who watches what: hears of every change, and tells those whom it concerns. Times are nanoseconds of a clock that never goes back.
 * Confined to one thread.
 */
final class WatchHub {
    private final HerdState state;
    private final int mostClients;
    private final Topics topics;
    private final PrefixScan scan;
    /** Those that have something to say. */
    private Set<Topic> changed = new LinkedHashSet<>();
    /** How many clients are in all topics that are not bounded, those of each counted. */
    private int covered;

    /** @param mostClients how many clients may be of interest to all interests that are not bounded, each interest counted once */
    WatchHub(HerdState state, int mostClients) {
        this.state = state;
        this.mostClients = mostClients;
        topics = new Topics(state);
        scan = new PrefixScan(state);
    }

    /** Begins a watch: the watcher is told what is known, and then of every change. */
    void watch(Interest interest, Watcher watcher, Executor loop, IndexedState index, long now) {
        Topic present = topics.get(interest);
        Topic topic = present == null ? begin(interest, index, now) : present;
        topic.add(watcher, loop);
        if (present == null) {
            endTheLargest(topic);
            if (!topic.isUnwatched() && !(interest instanceof Interest.OfPrefix)) {
                topic.complete();
            }
        }
    }

    private Topic begin(Interest interest, IndexedState index, long now) {
        Topic topic = topics.add(interest, now);
        counting(topic, () -> cover(topic, index));
        return topic;
    }

    /** Takes in the clients that are of interest now. */
    private void cover(Topic topic, IndexedState index) {
        IndexedState.Action cover = (key, report) -> {
            if (topic.covers(report.client(), report.position())) {
                topic.cover(key, report);
            }
        };
        int most = mostClients + 1;
        switch (topic.interest()) {
            case Interest.OfClients(var clients) ->
                clients.forEach(client -> {
                    Report report = state.find(client);
                    if (report != null) {
                        cover.take(state.clientHash(client), report);
                    }
                });
            case Interest.OfPrefix _ -> scan.begin(topic);
            case Interest.InCircle(var center, var radius) -> index.forEachWithin(center, radius, most, cover);
            case Interest.InBox(var box) -> index.forEachIn(box, most, cover);
            case Interest.AroundClient(var client, var radius) -> {
                Report center = state.find(client);
                if (center != null) {
                    index.forEachWithin(center.position(), radius, most, cover);
                }
            }
        }
    }

    /** Does something that may change how many clients a topic has. */
    private void counting(Topic topic, Runnable action) {
        int before = topic.covered();
        action.run();
        covered += topic.interest().isBounded() ? 0 : topic.covered() - before;
    }

    /** Ends topics until the clients of all are no more than there may be: first one that has just begun, and then the largest. */
    private void endTheLargest(@Nullable Topic newest) {
        Topic next = newest;
        while (covered > mostClients) {
            Topic ended = next == null || next.interest().isBounded() ? topics.largest() : next;
            ended.end();
            remove(ended);
            next = null;
        }
    }

    /** Ends a watch. */
    void unwatch(Interest interest, Watcher watcher, Executor loop) {
        Topic topic = topics.get(interest);
        if (topic != null) {
            topic.remove(watcher, loop);
            if (topic.isUnwatched()) {
                remove(topic);
            }
        }
    }

    private void remove(Topic topic) {
        topics.remove(topic);
        scan.remove(topic);
        changed.remove(topic);
        covered -= topic.interest().isBounded() ? 0 : topic.covered();
    }

    boolean isWatched() {
        return !topics.isEmpty();
    }

    /**
     * A client has reported, or is deleted.
     *
     * @param position that of the report; null if it is a tombstone
     */
    void report(long key, Report report, @Nullable Position position) {
        topics.forEachConcerned(
                key, report.client(), position, topic -> change(topic, each -> each.report(key, report, position)));
        moveCenters(key, position);
        endTheLargest(null);
    }

    /** Clients have been forgotten. A topic may have some that the index never knew, since they were forgotten so soon. */
    void sweep() {
        topics.all().forEach(topic -> change(topic, each -> each.sweep(state)));
    }

    private void moveCenters(long key, @Nullable Position position) {
        for (RoamingTopic each : topics.around(key)) {
            topics.move(each, position);
            changed.add(each);
        }
    }

    private void change(Topic topic, Predicate<Topic> change) {
        counting(topic, () -> {
            if (change.test(topic)) {
                changed.add(topic);
            }
        });
    }

    /** Whether topics have begun whose clients have yet to be {@linkplain #scan found}. */
    boolean isScanning() {
        return scan.isRunning();
    }

    /** Looks for some of the clients of topics that have begun. */
    void scan() {
        List<Topic> complete = scan.step((topic, report) ->
                counting(topic, () -> topic.cover(state.clientHash(report.client()), report)));
        complete.forEach(topic -> topic.complete());
        endTheLargest(null);
    }

    /** Tells what is due, and returns when more will be; {@link Long#MAX_VALUE} if nothing has changed. */
    long tell(IndexedState index, LongSupplier clock) {
        long now = clock.getAsLong();
        long next = Long.MAX_VALUE;
        Set<Topic> due = changed;
        changed = new LinkedHashSet<>();
        for (Topic each : due) {
            long dueAt = each.dueAt();
            if (dueAt == Long.MAX_VALUE || dueAt - now > 0) {
                changed.add(each);
                next = Math.min(next, dueAt);
                continue;
            }
            if (each instanceof RoamingTopic roaming) {
                counting(roaming, () -> roaming.lookAround(index, mostClients + 1));
            }
            each.tell(state, clock);
        }
        endTheLargest(null);
        return next;
    }
}
