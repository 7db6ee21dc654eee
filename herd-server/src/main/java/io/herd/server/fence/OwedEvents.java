package io.herd.server.fence;

import io.herd.protocol.Bytes;
import io.herd.protocol.FenceName;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events that a watcher has yet to be told of, since it does not keep up: of each client at each fence only the newest. Confined to one
 * thread.
 */
public final class OwedEvents {
    /** About how many bytes it takes to keep one, besides its report. */
    private static final int OWED_BYTES = 400;

    private final Map<Owed, FenceEvent> owed = new LinkedHashMap<>();
    private long reportBytes;

    private record Owed(FenceName fence, Bytes client) {}

    public void add(FenceEvent event) {
        var key = new Owed(event.fence().name(), event.client());
        // Those of a client stay in their order.
        FenceEvent before = owed.remove(key);
        reportBytes -= before == null ? 0 : before.cause().line().length();
        owed.put(key, event);
        reportBytes += event.cause().line().length();
    }

    /** Removes the oldest, at most so many. */
    public List<FenceEvent> take(int most) {
        List<FenceEvent> taken = new ArrayList<>();
        Iterator<FenceEvent> oldest = owed.values().iterator();
        while (taken.size() < most && oldest.hasNext()) {
            FenceEvent event = oldest.next();
            oldest.remove();
            reportBytes -= event.cause().line().length();
            taken.add(event);
        }
        return taken;
    }

    public void clear() {
        owed.clear();
        reportBytes = 0;
    }

    public boolean isEmpty() {
        return owed.isEmpty();
    }

    /** About how many bytes it holds. */
    public long heldBytes() {
        return (long) OWED_BYTES * owed.size() + reportBytes;
    }
}
