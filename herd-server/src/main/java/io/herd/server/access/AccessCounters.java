package io.herd.server.access;

import io.herd.access.Credentials.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of credentials since the server started. */
public final class AccessCounters {
    /** Credentials accepted. */
    public final LongAdder accepted = new LongAdder();
    /** Credentials that were not looked at, since their address had shown too many wrong ones. */
    public final LongAdder throttled = new LongAdder();
    /** Lists of tokens that could not be read again. */
    public final LongAdder unreadable = new LongAdder();
    /** Commands, requests and reports refused since the client may not. */
    public final LongAdder forbidden = new LongAdder();

    private final Map<Reason, LongAdder> refused = new EnumMap<>(Reason.class);

    AccessCounters() {
        for (Reason each : Reason.values()) {
            refused.put(each, new LongAdder());
        }
    }

    /** Credentials refused, for whatever reason, or not looked at. */
    long refused() {
        return throttled.sum()
                + refused.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Credentials refused for a reason. */
    public LongAdder refused(Reason reason) {
        return refused.computeIfAbsent(reason, _ -> new LongAdder());
    }
}
