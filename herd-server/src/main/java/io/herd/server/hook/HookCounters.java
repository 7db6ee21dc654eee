package io.herd.server.hook;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of events for webhooks since the server started. */
public final class HookCounters {
    /** Events that a target has taken. */
    public final LongAdder delivered = new LongAdder();
    /** Events that were sent again. */
    public final LongAdder retried = new LongAdder();
    /** Events that no target has taken within a day. */
    public final LongAdder expired = new LongAdder();
    /** Events dropped since too much was owed. */
    public final LongAdder dropped = new LongAdder();

    private final Map<Delivery.Reason, LongAdder> failures = new EnumMap<>(Delivery.Reason.class);

    public HookCounters() {
        for (Delivery.Reason reason : Delivery.Reason.values()) {
            failures.put(reason, new LongAdder());
        }
    }

    /** Requests that a target did not take, or that could not be sent, for a reason. */
    public LongAdder failures(Delivery.Reason reason) {
        return requireNonNull(failures.get(reason));
    }
}
