package io.herd.server.watch;

import io.herd.protocol.Bytes;
import io.herd.state.HerdState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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
    private final List<Topic> ofAreas = new ArrayList<>();

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

    void add(Topic topic) {
        all.put(topic.interest(), topic);
        switch (topic.interest()) {
            case Interest.OfClients(var clients) -> clients.forEach(client -> add(ofClients, client, topic));
            case Interest.OfPrefix(var prefix) -> ofPrefixes.put(prefix, topic);
            case Interest.InCircle _, Interest.InBox _ -> ofAreas.add(topic);
            case Interest.AroundClient around -> {
                ofAreas.add(topic);
                add(ofCenters, around.client(), (RoamingTopic) topic);
            }
        }
    }

    void remove(Topic topic) {
        all.remove(topic.interest());
        switch (topic.interest()) {
            case Interest.OfClients(var clients) -> clients.forEach(client -> remove(ofClients, client, topic));
            case Interest.OfPrefix(var prefix) -> ofPrefixes.remove(prefix);
            case Interest.InCircle _, Interest.InBox _ -> ofAreas.remove(topic);
            case Interest.AroundClient around -> {
                ofAreas.remove(topic);
                remove(ofCenters, around.client(), (RoamingTopic) topic);
            }
        }
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

    /** Gives each topic that may concern a client, or has concerned it, to an action. */
    void forEachConcerned(long key, Bytes name, Consumer<Topic> action) {
        ofClients.getOrDefault(key, List.of()).forEach(action);
        forEachPrefix(name, action);
        ofAreas.forEach(action);
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
