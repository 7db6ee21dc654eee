package io.herd.server.intake;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of the reports made to a server since it started. */
public final class IntakeCounters {
    /** Reports that were news. */
    public final LongAdder accepted = new LongAdder();
    /** Reports not newer than what stood. */
    public final LongAdder stale = new LongAdder();

    /** Readings and cards for which there was no room. */
    public final LongAdder notesDropped = new LongAdder();

    /** Clients deleted. */
    public final LongAdder deletions = new LongAdder();

    /** Fences defined, or defined anew. */
    public final LongAdder fences = new LongAdder();
    /** Fences deleted. */
    public final LongAdder fenceDeletions = new LongAdder();

    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);

    IntakeCounters() {
        for (Refusal reason : Refusal.values()) {
            refused.put(reason, new LongAdder());
        }
    }

    /** Reports refused for a reason. */
    public LongAdder refused(Refusal reason) {
        return requireNonNull(refused.get(reason));
    }

    @Override
    public String toString() {
        return accepted + " reports, " + stale + " stale ones";
    }
}
