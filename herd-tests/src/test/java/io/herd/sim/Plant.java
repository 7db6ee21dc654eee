package io.herd.sim;

import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.state.SmallState;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * A mistake planted in the servers, to see that the simulator notices.
 *
 * @param hash what the states hash clients and reports with
 * @param order which of two reports a server tells of is the newer
 * @param isLost which writes never reach the wire
 * @param linksBack whether a neighbour that links is dialled at once
 * @param answersEarly whether replies leave before the neighbours are told
 * @param believesTheFuture whether servers keep what neighbours tell, however far ahead it is stamped
 */
record Plant(
        ToLongFunction<Bytes> hash,
        Comparator<Report> order,
        Predicate<Bytes> isLost,
        boolean linksBack,
        boolean answersEarly,
        boolean believesTheFuture) {
    /** The servers as they are. */
    static final Plant NONE = new Plant(SmallState::hash, Comparator.naturalOrder(), _ -> false, true, false, false);

    Plant withHash(ToLongFunction<Bytes> other) {
        return new Plant(other, order, isLost, linksBack, answersEarly, believesTheFuture);
    }

    Plant withOrder(Comparator<Report> other) {
        return new Plant(hash, other, isLost, linksBack, answersEarly, believesTheFuture);
    }

    Plant losing(Predicate<Bytes> writes) {
        return new Plant(hash, order, writes, linksBack, answersEarly, believesTheFuture);
    }

    Plant waitingOutEachPause() {
        return new Plant(hash, order, isLost, false, answersEarly, believesTheFuture);
    }

    Plant answeringEarly() {
        return new Plant(hash, order, isLost, linksBack, true, believesTheFuture);
    }

    Plant believingTheFuture() {
        return new Plant(hash, order, isLost, linksBack, answersEarly, true);
    }
}
