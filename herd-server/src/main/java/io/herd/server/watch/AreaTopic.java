package io.herd.server.watch;

import io.herd.geo.Box;
import io.herd.geo.Circle;
import org.jspecify.annotations.Nullable;

/** The topic of all who are in an area. Confined to one thread. */
class AreaTopic extends Topic {
    private final Coverage coverage;

    /** @param coverage is told which clients are in the area */
    AreaTopic(Interest interest, long now, Coverage coverage) {
        super(interest, now);
        this.coverage = coverage;
    }

    /** The box around the area; null while that is nowhere. */
    @Nullable
    Box bounds() {
        return switch (interest()) {
            case Interest.InBox(var box) -> box;
            case Interest.InCircle(var center, var radius) -> Circle.bounds(center, radius);
            default -> null;
        };
    }

    @Override
    final void noteCovered(long key) {
        coverage.add(key, this);
    }

    @Override
    final void noteUncovered(long key) {
        coverage.remove(key, this);
    }
}
