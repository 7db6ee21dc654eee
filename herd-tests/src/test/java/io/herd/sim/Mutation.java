package io.herd.sim;

import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.server.journal.PlantedFault;
import io.herd.server.watch.WatchFault;
import io.herd.state.Expiry;
import io.herd.state.SipHash;
import io.herd.state.SmallState;
import java.util.Comparator;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
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
 * @param lifetime by what a server's records expire, given its clock in ns
 * @param forgetsHorizon whether a server that comes back with its memory has to find a horizon anew
 * @param journal what is wrong between journals and their disks
 * @param watches what is wrong between hubs and those who watch
 * @param isBoundless whether servers keep any number of clients and fences
 */
record Mutation(
        ToLongBiFunction<SipHash, Bytes> hash,
        Comparator<Report> order,
        Predicate<Bytes> isLost,
        boolean linksBack,
        boolean answersEarly,
        boolean believesTheFuture,
        BiFunction<Expiry, LongSupplier, SmallState.Rule> lifetime,
        boolean forgetsHorizon,
        PlantedFault journal,
        WatchFault watches,
        boolean isBoundless) {
    /** The servers as they are. */
    static final Mutation NONE = new Mutation(
            SmallState::hash,
            Comparator.naturalOrder(),
            _ -> false,
            true,
            false,
            false,
            (expiry, _) -> SmallState.rule(expiry),
            false,
            PlantedFault.NONE,
            WatchFault.NONE,
            false);

    Mutation withHash(ToLongBiFunction<SipHash, Bytes> other) {
        return new Mutation(
                other,
                order,
                isLost,
                linksBack,
                answersEarly,
                believesTheFuture,
                lifetime,
                forgetsHorizon,
                journal,
                watches,
                isBoundless);
    }

    Mutation withOrder(Comparator<Report> other) {
        return new Mutation(
                hash,
                other,
                isLost,
                linksBack,
                answersEarly,
                believesTheFuture,
                lifetime,
                forgetsHorizon,
                journal,
                watches,
                isBoundless);
    }

    Mutation losing(Predicate<Bytes> writes) {
        return new Mutation(
                hash,
                order,
                writes,
                linksBack,
                answersEarly,
                believesTheFuture,
                lifetime,
                forgetsHorizon,
                journal,
                watches,
                isBoundless);
    }

    Mutation waitingOutEachPause() {
        return new Mutation(
                hash,
                order,
                isLost,
                false,
                answersEarly,
                believesTheFuture,
                lifetime,
                forgetsHorizon,
                journal,
                watches,
                isBoundless);
    }

    Mutation answeringEarly() {
        return new Mutation(
                hash,
                order,
                isLost,
                linksBack,
                true,
                believesTheFuture,
                lifetime,
                forgetsHorizon,
                journal,
                watches,
                isBoundless);
    }

    Mutation believingTheFuture() {
        return new Mutation(
                hash,
                order,
                isLost,
                linksBack,
                answersEarly,
                true,
                lifetime,
                forgetsHorizon,
                journal,
                watches,
                isBoundless);
    }

    Mutation withLifetime(BiFunction<Expiry, LongSupplier, SmallState.Rule> other) {
        return new Mutation(
                hash,
                order,
                isLost,
                linksBack,
                answersEarly,
                believesTheFuture,
                other,
                forgetsHorizon,
                journal,
                watches,
                isBoundless);
    }

    Mutation forgettingHorizons() {
        return new Mutation(
                hash,
                order,
                isLost,
                linksBack,
                answersEarly,
                believesTheFuture,
                lifetime,
                true,
                journal,
                watches,
                isBoundless);
    }

    Mutation withJournal(PlantedFault fault) {
        return new Mutation(
                hash,
                order,
                isLost,
                linksBack,
                answersEarly,
                believesTheFuture,
                lifetime,
                forgetsHorizon,
                fault,
                watches,
                isBoundless);
    }

    Mutation withWatches(WatchFault fault) {
        return new Mutation(
                hash,
                order,
                isLost,
                linksBack,
                answersEarly,
                believesTheFuture,
                lifetime,
                forgetsHorizon,
                journal,
                fault,
                isBoundless);
    }

    Mutation keepingAnyNumber() {
        return new Mutation(
                hash,
                order,
                isLost,
                linksBack,
                answersEarly,
                believesTheFuture,
                lifetime,
                forgetsHorizon,
                journal,
                watches,
                true);
    }
}
