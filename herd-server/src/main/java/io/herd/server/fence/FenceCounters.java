package io.herd.server.fence;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What happened at fences since the server started. */
public final class FenceCounters {
    /** Clients that entered a fence and of which nothing is said, since too many are in fences. */
    public final LongAdder untracked = new LongAdder();

    private final Map<FenceEvent.Kind, LongAdder> events = new EnumMap<>(FenceEvent.Kind.class);

    public FenceCounters() {
        for (FenceEvent.Kind kind : FenceEvent.Kind.values()) {
            events.put(kind, new LongAdder());
        }
    }

    /** Events of a kind. */
    public LongAdder of(FenceEvent.Kind kind) {
        return requireNonNull(events.get(kind));
    }
}
