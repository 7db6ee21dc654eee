package io.herd.server.fence;

import io.herd.protocol.FenceName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The clients that are in fences, by client, by fence, and by when they were last heard. Confined to one thread. */
final class Visits {
    private final Map<Long, List<Visit>> ofClients = new HashMap<>();
    private final Map<FenceName, Set<Visit>> ofFences = new HashMap<>();
    /** Those that are not stale; the one that was not heard for longest comes first. */
    private final SequencedSet<Visit> byHearing = new LinkedHashSet<>();
    /** Those that were seen outside, the first of them first. */
    private final SequencedSet<Visit> leaving = new LinkedHashSet<>();

    private int size;

    int size() {
        return size;
    }

    void add(Visit visit) {
        size++;
        ofClients.computeIfAbsent(visit.client(), _ -> new ArrayList<>(1)).add(visit);
        ofFences.computeIfAbsent(visit.fence().name(), _ -> new LinkedHashSet<>())
                .add(visit);
        byHearing.addLast(visit);
    }

    void remove(Visit visit) {
        size--;
        ofClients.computeIfPresent(visit.client(), (_, all) -> without(all, visit));
        ofFences.computeIfPresent(visit.fence().name(), (_, all) -> without(all, visit));
        byHearing.remove(visit);
        leaving.remove(visit);
    }

    private static <C extends Collection<Visit>> @Nullable C without(C all, Visit visit) {
        all.remove(visit);
        return all.isEmpty() ? null : all;
    }

    /** A visit was heard just now. */
    void heard(Visit visit) {
        byHearing.addLast(visit);
    }

    /** A visit is stale, until it is heard again. */
    void becomeStale(Visit visit) {
        byHearing.remove(visit);
    }

    void addLeaving(Visit visit) {
        leaving.addLast(visit);
    }

    void removeLeaving(Visit visit) {
        leaving.remove(visit);
    }

    List<Visit> ofClient(long client) {
        return List.copyOf(ofClients.getOrDefault(client, List.of()));
    }

    List<Visit> ofFence(FenceName fence) {
        return List.copyOf(ofFences.getOrDefault(fence, Set.of()));
    }

    /** The one that was not heard for longest; null if there is none. */
    @Nullable
    Visit longestSilent() {
        return byHearing.isEmpty() ? null : byHearing.getFirst();
    }

    /** The one that was seen outside first; null if there is none. */
    @Nullable
    Visit firstLeaving() {
        return leaving.isEmpty() ? null : leaving.getFirst();
    }
}
