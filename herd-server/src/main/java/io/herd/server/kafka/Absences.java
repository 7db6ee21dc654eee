package io.herd.server.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which servers of the herd are away: they have given no sign of life for a while. Confined to one thread. */
final class Absences {
    private static final long SILENCE_NANOS = 30_000_000_000L;
    private static final long NEVER = Long.MIN_VALUE;

    private final Map<String, Life> lives = new HashMap<>();

    /**
     * When a server was last heard of.
     *
     * @param sign its last sign of life by its own clock, which may be wrong
     * @param seenAt when that was new here
     */
    private record Life(long sign, long seenAt) {}

    /** @param others all servers of the herd but this one; they count as heard of now */
    Absences(Collection<String> others, long now) {
        others.forEach(each -> lives.put(each, new Life(NEVER, now)));
    }

    /** Takes in the last sign of life of each server; those of servers that the herd does not have count for nothing. */
    void hear(Map<String, Long> signs, long now) {
        signs.forEach((name, sign) ->
                lives.computeIfPresent(name, (_, life) -> life.sign == sign ? life : new Life(sign, now)));
    }

    /** The servers that are away. */
    Set<String> away(long now) {
        var away = new TreeSet<String>();
        lives.forEach((name, life) -> {
            if (now - life.seenAt >= SILENCE_NANOS) {
                away.add(name);
            }
        });
        return away;
    }
}
