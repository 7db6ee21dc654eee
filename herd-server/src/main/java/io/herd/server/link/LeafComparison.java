package io.herd.server.link;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The hashes of this server's reports of a leaf, and which of them a neighbour has too. Takes no room for what only it has. */
final class LeafComparison {
    private final long[] ours;
    private final BitSet common = new BitSet();

    /** @param ours is sorted here */
    LeafComparison(long[] ours) {
        this.ours = ours;
        Arrays.sort(ours);
    }

    /** The neighbour has reports of these hashes. */
    void hears(List<Long> theirs) {
        for (long hash : theirs) {
            int index = Arrays.binarySearch(ours, hash);
            if (index >= 0) {
                common.set(index);
            }
        }
    }

    /** The hashes of reports that the neighbour has not. */
    Set<Long> lacking() {
        return IntStream.range(0, ours.length)
                .filter(index -> !common.get(index))
                .mapToObj(index -> ours[index])
                .collect(Collectors.toSet());
    }
}
