package io.herd.server.hook;

import java.util.concurrent.atomic.LongAdder;

/** What became of events for webhooks since the server started. */
public final class HookCounters {
    /** Events that a target has taken. */
    public final LongAdder delivered = new LongAdder();
    /** Requests that a target did not take, or that could not be sent. */
    public final LongAdder failures = new LongAdder();
    /** Events that no target has taken within a day. */
    public final LongAdder expired = new LongAdder();
    /** Events dropped since too many were owed. */
    public final LongAdder dropped = new LongAdder();
}
