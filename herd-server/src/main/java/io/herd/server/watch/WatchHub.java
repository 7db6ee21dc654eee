package io.herd.server.watch;

import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Who watches what: hears of every change, and tells those whom it concerns. Times are nanoseconds of a clock that never goes back.
 * Confined to one thread.
 */
final class WatchHub {
    private final HerdState state;
    private final int mostClients;
    private final Map<Interest, Topic> topics = new HashMap<>();
    /** The topics of single clients, by the hashes of their names. */
    private final Map<Long, Topic> ofClients = new HashMap<>();
    /** Those of areas. */
    private final List<Topic> ofAreas = new ArrayList<>();
    /** Those that have something to say. */
    private List<Topic> changed = new ArrayList<>();

    /** @param mostClients how many clients may be in all areas that are watched, each area counted once */
    WatchHub(HerdState state, int mostClients) {
        this.state = state;
        this.mostClients = mostClients;
    }

    /** Begins a watch: the watcher is told what is known, and then of every change. */
    void watch(Interest interest, Watcher watcher, Executor loop, IndexedState index, long now) {
        Topic topic = topics.get(interest);
        int room = mostClients - (topic == null ? coveredInAreas() : 0);
        List<Report> known = index.covered(interest, mostClients + 1);
        boolean isTooMuch = interest instanceof Interest.InCircle && known.size() > room;
        if (isTooMuch) {
            loop.execute(() -> watcher.ended(interest));
            return;
        }
        if (topic == null) {
            topic = new Topic(interest, now);
            topics.put(interest, topic);
            if (interest instanceof Interest.OfClient(Bytes client)) {
                ofClients.put(state.clientHash(client), topic);
            } else {
                ofAreas.add(topic);
            }
        }
        for (Report each : known) {
            topic.cover(state.clientHash(each.client()), each);
        }
        topic.add(watcher, loop);
        loop.execute(() -> watcher.began(interest, known));
    }

    private int coveredInAreas() {
        return ofAreas.stream().mapToInt(Topic::covered).sum();
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
        topics.remove(topic.interest());
        if (topic.interest() instanceof Interest.OfClient(Bytes client)) {
            ofClients.remove(state.clientHash(client));
        } else {
            ofAreas.remove(topic);
        }
        changed.remove(topic);
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
        Topic ofClient = ofClients.get(key);
        if (ofClient != null && ofClient.report(key, report, position)) {
            changed.add(ofClient);
        }
        int covered = 0;
        for (Topic each : ofAreas) {
            if (each.report(key, report, position)) {
                changed.add(each);
            }
            covered += each.covered();
        }
        if (covered > mostClients) {
            Topic largest = Collections.max(ofAreas, Comparator.comparingInt(Topic::covered));
            largest.end();
            remove(largest);
        }
    }

    /** A client has been forgotten. */
    void forget(long key) {
        for (Topic each : topics.values()) {
            if (each.forget(key)) {
                changed.add(each);
            }
        }
    }

    /** Tells what is due, and returns when more will be; {@link Long#MAX_VALUE} if nothing has changed. */
    long tell(long now) {
        long next = Long.MAX_VALUE;
        List<Topic> later = new ArrayList<>();
        for (Topic each : changed) {
            if (each.dueAt() - now <= 0) {
                each.tell(state, now);
            } else {
                later.add(each);
                next = Math.min(next, each.dueAt());
            }
        }
        changed = later;
        return next;
    }
}
