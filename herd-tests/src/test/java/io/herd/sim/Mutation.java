package io.herd.sim;

import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.state.SipHash;
import io.herd.state.SmallState;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.function.ToLongBiFunction;

/**
 * A mistake planted in the servers, to see that the simulator notices.
 *
 * @param hash what the states hash clients and reports with, under a key
 * @param order which of two reports a server tells of is the newer
 * @param isLost which writes never reach the wire
 * @param linksBack whether a neighbour that links is dialled at once
 * @param answersEarly whether replies leave before the neighbours are told
 * @param believesTheFuture whether servers keep what neighbours tell, however far ahead it is stamped
 */
record Mutation(
        ToLongBiFunction<SipHash, Bytes> hash,
        Comparator<Report> order,
        Predicate<Bytes> isLost,
        boolean linksBack,
        boolean answersEarly,
        boolean believesTheFuture) {
    /** The servers as they are. */
    static final Mutation NONE =
            new Mutation(SmallState::hash, Comparator.naturalOrder(), _ -> false, true, false, false);

    Mutation withHash(ToLongBiFunction<SipHash, Bytes> other) {
        return new Mutation(other, order, isLost, linksBack, answersEarly, believesTheFuture);
    }

    Mutation withOrder(Comparator<Report> other) {
        return new Mutation(hash, other, isLost, linksBack, answersEarly, believesTheFuture);
    }

    Mutation losing(Predicate<Bytes> writes) {
        return new Mutation(hash, order, writes, linksBack, answersEarly, believesTheFuture);
    }

    Mutation waitingOutEachPause() {
        return new Mutation(hash, order, isLost, false, answersEarly, believesTheFuture);
    }

    Mutation answeringEarly() {
        return new Mutation(hash, order, isLost, linksBack, true, believesTheFuture);
    }

    Mutation believingTheFuture() {
        return new Mutation(hash, order, isLost, linksBack, answersEarly, true);
    }
}
