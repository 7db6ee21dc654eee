package io.herd.server.watch;

import io.herd.geo.Box;
import io.herd.geo.Circle;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.state.HerdState;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The topic of all who are near a client that may move. Confined to one thread. */
final class RoamingTopic extends AreaTopic {
    /** To look for those who are near after a move may take a tenth of a processor's time. */
    private static final long NANOS_PER_CLIENT = 10_000;

    private final Interest.AroundClient interest;
    /** Where that client is; null while it is not known. */
    private @Nullable Position center;

    private boolean hasMoved;

    RoamingTopic(Interest.AroundClient interest, long now, Coverage coverage, @Nullable Position center) {
        super(interest, now, coverage);
        this.interest = interest;
        this.center = center;
    }

    /** The client in the center is somewhere else, or, if null, not known any more. */
    void move(@Nullable Position newCenter) {
        center = newCenter;
        hasMoved = true;
    }

    @Override
    @Nullable
    Box bounds() {
        return center == null ? null : Circle.bounds(center, interest.radiusMetres());
    }

    @Override
    boolean sweep(HerdState state) {
        boolean isCenterGone = center != null && state.find(interest.client()) == null;
        if (isCenterGone) {
            move(null);
        }
        return super.sweep(state) || isCenterGone;
    }

    @Override
    boolean covers(Bytes name, Position position) {
        Position present = center;
        return present != null
                && super.covers(name, position)
                && new Interest.InCircle(present, interest.radiusMetres()).covers(name, position);
    }

    /** {@inheritDoc} The more clients are near, the seldomer they are looked for. */
    @Override
    long dueAt() {
        long due = super.dueAt();
        return due == Long.MAX_VALUE || !hasMoved ? due : due + covered() * NANOS_PER_CLIENT;
    }

    /** If the client in the center has moved, finds out who is near it now, but no more than so many. */
    void lookAround(IndexedState index, int most) {
        if (!hasMoved) {
            return;
        }
        hasMoved = false;
        Set<Long> near = new HashSet<>();
        Position present = center;
        if (present != null) {
            index.forEachWithin(present, interest.radiusMetres(), most, (key, report) -> {
                near.add(key);
                if (!isCovered(key)) {
                    boolean _ = report(key, report, report.position());
                }
            });
        }
        for (long key : keys()) {
            if (!near.contains(key)) {
                boolean _ = uncover(key, Presence.LEFT);
            }
        }
    }
}
