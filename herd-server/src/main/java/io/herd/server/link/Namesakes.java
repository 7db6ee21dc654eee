package io.herd.server.link;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells servers that share a neighbour's name from one that was restarted. A start whose open link was replaced by another
 * start's is over if there is one server: if it dials again, there are two. Safe for any number of threads.
 */
final class Namesakes {
    /** How many replaced starts of a neighbour are remembered. */
    private static final int MOST = 8;

    private final Map<String, Set<String>> replaced = new HashMap<>();

    /** An open link of a neighbour has given way to one of another start. */
    synchronized void replaced(String neighbour, String start) {
        Set<String> starts = replaced.computeIfAbsent(neighbour, _ -> new LinkedHashSet<>());
        if (starts.add(start) && starts.size() > MOST) {
            starts.remove(starts.iterator().next());
        }
    }

    synchronized boolean isReplaced(String neighbour, String start) {
        return replaced.getOrDefault(neighbour, Set.of()).contains(start);
    }
}
