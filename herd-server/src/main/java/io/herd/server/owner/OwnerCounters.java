package io.herd.server.owner;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of commands about other herds' clients since the server started. */
public final class OwnerCounters {
    /** Commands forwarded to the herd of their client. */
    public final LongAdder forwarded = new LongAdder();
    /** Commands that the herd of their client answered. */
    public final LongAdder relayed = new LongAdder();
    /** Of these, reports that it refused. */
    public final LongAdder refused = new LongAdder();
    /** Records published instead. */
    public final LongAdder published = new LongAdder();
    /** Records that could not be published either. */
    public final LongAdder unpublished = new LongAdder();
    /** Commands that other herds forwarded here, though their clients are not this herd's. */
    public final LongAdder loops = new LongAdder();

    private final Map<ForwardFailure, LongAdder> failed = new EnumMap<>(ForwardFailure.class);

    OwnerCounters() {
        for (ForwardFailure reason : ForwardFailure.values()) {
            failed.put(reason, new LongAdder());
        }
    }

    /** Commands that the herd of their client did not answer, for a reason. */
    public LongAdder failed(ForwardFailure reason) {
        return requireNonNull(failed.get(reason));
    }
}
