package io.herd.server.watch;

import io.herd.geo.Box;
import io.herd.geo.BoxIndex;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is watched, found by the clients that it concerns. Confined to one thread. */
final class Topics {
    private final HerdState state;
    private final Map<Interest, Topic> all = new HashMap<>();
    /** Topics of clients by their names, by the hashes of these. */
    private final Map<Long, List<Topic>> ofClients = new HashMap<>();
    /** Topics around clients, by the hashes of these clients' names. */
    private final Map<Long, List<RoamingTopic>> ofCenters = new HashMap<>();

    private final NavigableMap<Bytes, Topic> ofPrefixes = new TreeMap<>();
    private final BoxIndex<AreaTopic> ofAreas = new BoxIndex<>();
    private final Coverage coverage = new Coverage();

    Topics(HerdState state) {
        this.state = state;
    }

    @Nullable
    Topic get(Interest interest) {
        return all.get(interest);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    Collection<Topic> all() {
        return all.values();
    }

    /** The topic of those that are not bounded that has most clients; there must be one. */
    Topic largest() {
        return all.values().stream()
                .filter(topic -> !topic.interest().isBounded())
                .max(Comparator.comparingInt(Topic::covered))
                .orElseThrow();
    }

    /** Adds the topic of an interest that has none. */
    Topic add(Interest interest, long now) {
        Topic topic = switch (interest) {
            case Interest.OfClients(var clients) -> {
                var ofAll = new Topic(interest, now);
                clients.forEach(client -> add(ofClients, client, ofAll));
                yield ofAll;
            }
            case Interest.OfPrefix(var prefix) -> {
                var ofPrefix = new Topic(interest, now);
                ofPrefixes.put(prefix, ofPrefix);
                yield ofPrefix;
            }
            case Interest.InCircle _, Interest.InBox _ -> place(new AreaTopic(interest, now, coverage));
            case Interest.AroundClient around -> {
                var roaming = new RoamingTopic(around, now, coverage, position(around.client()));
                add(ofCenters, around.client(), roaming);
                yield place(roaming);
            }
        };
        all.put(interest, topic);
        return topic;
    }

    private @Nullable Position position(Bytes client) {
        Report report = state.find(client);
        return report == null ? null : report.position();
    }

    private AreaTopic place(AreaTopic topic) {
        Box bounds = topic.bounds();
        if (bounds != null) {
            ofAreas.add(bounds, topic);
        }
        return topic;
    }

    /** The client in the center of a topic is somewhere else, or, if null, not known any more. */
    void move(RoamingTopic topic, @Nullable Position center) {
        topic.move(center);
        ofAreas.remove(topic);
        AreaTopic _ = place(topic);
    }

    void remove(Topic topic) {
        all.remove(topic.interest());
        switch (topic.interest()) {
            case Interest.OfClients(var clients) -> clients.forEach(client -> remove(ofClients, client, topic));
            case Interest.OfPrefix(var prefix) -> ofPrefixes.remove(prefix);
            case Interest.InCircle _, Interest.InBox _ -> remove((AreaTopic) topic);
            case Interest.AroundClient around -> {
                remove(ofCenters, around.client(), (RoamingTopic) topic);
                remove((AreaTopic) topic);
            }
        }
    }

    private void remove(AreaTopic topic) {
        ofAreas.remove(topic);
        topic.keys().forEach(key -> coverage.remove(key, topic));
    }

    private <T> void add(Map<Long, List<T>> topics, Bytes client, T topic) {
        topics.computeIfAbsent(state.clientHash(client), _ -> new ArrayList<>()).add(topic);
    }

    private <T> void remove(Map<Long, List<T>> topics, Bytes client, T topic) {
        topics.computeIfPresent(
                state.clientHash(client), (_, some) -> some.remove(topic) && some.isEmpty() ? null : some);
    }

    /** The topics around a client. */
    List<RoamingTopic> around(long key) {
        return ofCenters.getOrDefault(key, List.of());
    }

    /**
     * Gives each topic that may concern a client, or has concerned it, to an action.
     *
     * @param position where the client is; null if it is not known any more
     */
    void forEachConcerned(long key, Bytes name, @Nullable Position position, Consumer<Topic> action) {
        ofClients.getOrDefault(key, List.of()).forEach(action);
        forEachPrefix(name, action);
        if (!ofAreas.isEmpty() || !coverage.isEmpty()) {
            Set<AreaTopic> areas = new LinkedHashSet<>(coverage.of(key));
            if (position != null) {
                ofAreas.forEachAt(position, areas::add);
            }
            areas.forEach(action);
        }
    }

    /** Goes from the longest prefix of a name to the shortest, and looks only where one may be. */
    private void forEachPrefix(Bytes name, Consumer<Topic> action) {
        Map.Entry<Bytes, Topic> last = ofPrefixes.floorEntry(name);
        while (last != null) {
            int common = common(last.getKey(), name);
            if (common == last.getKey().length()) {
                action.accept(last.getValue());
                last = ofPrefixes.lowerEntry(last.getKey());
            } else {
                last = ofPrefixes.floorEntry(name.subSequence(0, common));
            }
        }
    }

    /** How many bytes two names have in common at their beginnings. */
    private static int common(Bytes one, Bytes other) {
        int length = Math.min(one.length(), other.length());
        int common = 0;
        while (common < length && one.charAt(common) == other.charAt(common)) {
            common++;
        }
        return common;
    }
}
