package io.herd.cli;

import io.herd.cli.PollResult.Up;
import io.herd.server.web.LinkEntry;
import io.herd.server.web.ServerStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds neighbours whose states stay different although their link is open: under a steady stream of reports
 * neighbours differ for moments, but both of their roots change.
 */
final class Divergence {
    private final List<Map<String, ServerStatus>> looks = new ArrayList<>();

    /** Two neighbours, the one whose name comes first at first. */
    private record Pair(String server, String neighbour) {
        static Pair of(String one, String other) {
            return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
        }

        @Override
        public String toString() {
            return server + " and " + neighbour;
        }
    }

    /** Adds the results of one poll. */
    void look(List<PollResult> standings) {
        looks.add(standings.stream()
                .filter(Up.class::isInstance)
                .map(standing -> ((Up) standing).status())
                .collect(Collectors.toMap(ServerStatus::server, Function.identity())));
    }

    /** One line for people; empty where no linked neighbours differ without a change. */
    String text() {
        Set<Pair> lasting = differing(looks.getFirst());
        looks.forEach(look -> lasting.retainAll(differing(look)));
        lasting.removeIf(pair -> hasChanged(pair.server) && hasChanged(pair.neighbour));
        return lasting.isEmpty()
                ? ""
                : "linked, and different all the time: "
                        + lasting.stream().map(Pair::toString).collect(Collectors.joining(", "));
    }

    private boolean hasChanged(String server) {
        return looks.stream()
                        .map(look -> Objects.requireNonNull(look.get(server)).root())
                        .distinct()
                        .count()
                > 1;
    }

    private static Set<Pair> differing(Map<String, ServerStatus> look) {
        var pairs = new LinkedHashSet<Pair>();
        for (ServerStatus server : look.values()) {
            for (LinkEntry link : server.links()) {
                ServerStatus neighbour = look.get(link.neighbour());
                boolean isOpen = link.state().equals("open");
                if (isOpen && neighbour != null && isDifferent(server, neighbour)) {
                    pairs.add(Pair.of(server.server(), link.neighbour()));
                }
            }
        }
        return pairs;
    }

    private static boolean isDifferent(ServerStatus one, ServerStatus other) {
        return one.digestKey().equals(other.digestKey())
                && one.horizonMillis() == other.horizonMillis()
                && !one.root().equals(other.root());
    }
}
