package io.herd.server.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each address has shown a wrong credential lately. An address may do so ten times at once, and then once every six seconds.
 * The addresses that did so longest ago are forgotten when there are too many. Times are in ms. For any number of threads.
 */
final class Attempts {
    private static final int BURST = 10;
    private static final long MILLIS_PER_ATTEMPT = 6_000;
    private static final int MOST_ADDRESSES = 10_000;
    private static final int GROUPS = 4;

    /** When an address will have all its attempts again. */
    private final Map<String, Long> restored = new LinkedHashMap<>();

    /** Whether an address has tried too often for its credential to be looked at. */
    synchronized boolean areTooMany(String address, long now) {
        return restored.getOrDefault(network(address), now) - now > (BURST - 1) * MILLIS_PER_ATTEMPT;
    }

    /** An address has shown a wrong one. */
    synchronized void failed(String address, long now) {
        String network = network(address);
        Long before = restored.remove(network);
        restored.put(network, Math.max(before == null ? now : before, now) + MILLIS_PER_ATTEMPT);
        if (restored.size() > MOST_ADDRESSES) {
            restored.remove(restored.keySet().iterator().next());
        }
    }

    /** Of an address of IPv6, which one subscriber has many of, the first half. */
    private static String network(String address) {
        String[] groups = address.split(":", GROUPS + 1);
        return groups.length <= GROUPS
                ? address
                : String.join(":", List.of(groups).subList(0, GROUPS));
    }
}
