package io.herd.server.geonames;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the rows of a dump by result. Confined to one thread. */
public final class Tally {
    private static final int BAD_SHOWN = 5;

    private static final Map<String, String> KINDS = Map.of(
            "A", "administrative areas",
            "H", "streams and other waters",
            "L", "areas",
            "P", "towns that have gone",
            "R", "roads and railways",
            "S", "buildings and spots that nobody looks for",
            "T", "land forms",
            "U", "the sea bed",
            "V", "vegetation");

    private final Map<String, Long> skipped = new TreeMap<>();
    private final List<String> firstBad = new ArrayList<>();
    private long kept;
    private long bad;

    void keep() {
        kept++;
    }

    void skip(String featureClass) {
        skipped.merge(KINDS.getOrDefault(featureClass, "features without a class"), 1L, Long::sum);
    }

    void bad(long line, String why) {
        if (firstBad.size() < BAD_SHOWN) {
            firstBad.add("line " + line + " " + why);
        }
        bad++;
    }

    /** How many rows were read; blank lines are none. */
    public long rows() {
        return kept + bad + skipped();
    }

    /** How many places there are. */
    public long kept() {
        return kept;
    }

    /** How many rows are of kinds that are no places. */
    public long skipped() {
        return skipped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The same, by the kind's name. */
    public Map<String, Long> skippedKinds() {
        return skipped;
    }

    /** How many rows cannot be read. */
    public long bad() {
        return bad;
    }

    /** The first of them, and why. */
    public List<String> firstBad() {
        return firstBad;
    }
}
