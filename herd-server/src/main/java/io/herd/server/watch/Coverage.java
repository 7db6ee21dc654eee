package io.herd.server.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which areas that are watched each client is: a client that has left an area is no longer found there. Clients are known by the
 * hashes of their names. Confined to one thread.
 */
final class Coverage {
    private final Map<Long, List<AreaTopic>> topics = new HashMap<>();

    void add(long key, AreaTopic topic) {
        topics.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(topic);
    }

    void remove(long key, AreaTopic topic) {
        topics.computeIfPresent(key, (_, some) -> some.remove(topic) && some.isEmpty() ? null : some);
    }

    boolean isEmpty() {
        return topics.isEmpty();
    }

    List<AreaTopic> of(long key) {
        return topics.getOrDefault(key, List.of());
    }
}
