package io.herd.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import io.herd.protocol.RecordKind;
import io.herd.protocol.Report;
import io.herd.server.journal.PlantedFault;
import io.herd.server.watch.WatchFault;
import io.herd.state.Expiry;
import io.herd.state.SipHash;
import io.herd.state.SmallState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulator can fail: mistakes planted in servers are noticed, and for the right reason. */
class MutationTest {
    /** Within so many seeds each has to be noticed. */
    private static final int SEEDS = 450;

    /** What the simulator complains of in runs with such faults. */
    private static Stream<String> complaints(Mutation mutation, Faults faults) {
        return LongStream.rangeClosed(1, SEEDS)
                .mapToObj(Scenario::of)
                .filter(scenario -> scenario.faults() == faults)
                .map(scenario -> complaint(scenario, mutation));
    }

    private static String complaint(Scenario scenario, Mutation mutation) {
        try {
            Simulation.run(scenario, mutation, null);
            return "";
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void aLostBatchIsNoticedAlthoughItWouldBeRepaired() {
        var writes = new AtomicInteger();
        Mutation mutation =
                Mutation.NONE.losing(write -> write.startsWith("AT ") && writes.incrementAndGet() % 50 == 0);
        assertThat(complaints(mutation, Faults.CALM)).anyMatch(each -> each.contains("has not settled"));
    }

    @Test
    void aWrongTieBreakIsNoticed() {
        Mutation mutation = Mutation.NONE.withOrder(Comparator.comparingLong(Report::timeNanos));
        assertThat(complaints(mutation, Faults.CALM))
                .anyMatch(each -> each.contains("has not settled") || each.contains("knows only"));
    }

    @Test
    void anOrderByWhatIsNotTheTimeIsNoticed() {
        Mutation mutation = Mutation.NONE.withOrder(Comparator.comparing(Report::line));
        assertThat(complaints(mutation, Faults.CALM))
                .anyMatch(each -> each.contains("went back") || each.contains("knows only"));
    }

    /** Nothing is missed where the flood does it all: it takes connections that break, and what was on them. */
    @Test
    void aDigestThatForgetsChangesIsNoticed() {
        Mutation mutation = Mutation.NONE.withHash(MutationTest::forgetful);
        assertThat(complaints(mutation, Faults.CUTS)).anyMatch(each -> each.contains("has not settled"));
    }

    /** Leaves every fourth report out of the digests. */
    private static long forgetful(SipHash key, Bytes bytes) {
        long hash = SmallState.hash(key, bytes);
        return bytes.startsWith("AT ") && hash % 4 == 0 ? 0 : hash;
    }

    @Test
    void aBackOffThatIsWaitedOutAlthoughTheNeighbourIsBackIsNoticed() {
        assertThat(complaints(Mutation.NONE.waitingOutEachPause(), Faults.CRASHES))
                .anyMatch(each -> each.contains("has not linked back"));
    }

    @Test
    void aReplyThatLeavesBeforeTheNeighboursAreToldIsNoticed() {
        assertThat(complaints(Mutation.NONE.answeringEarly(), Faults.CALM))
                .anyMatch(each -> each.contains("was answered"));
    }

    @Test
    void aServerThatKeepsWhatALiarTellsOfTheFarFutureIsNoticed() {
        assertThat(complaints(Mutation.NONE.believingTheFuture(), Faults.LIES))
                .anyMatch(each -> each.contains("knows what nobody reported"));
    }

    @Test
    void aServerThatKeepsMoreThanItIsConfiguredToIsNoticed() {
        assertThat(complaints(Mutation.NONE.keepingAnyNumber(), Faults.LIES))
                .anyMatch(each -> each.contains("holds more than it should"));
    }

    @Test
    void aServerThatKeepsWhatIsForgedForTheFarFutureIsNoticed() {
        assertThat(complaints(Mutation.NONE.believingTheFuture(), Faults.FORGERIES))
                .anyMatch(each -> each.contains("stands although its time has passed"));
    }

    @Test
    void aLinkWithAnotherDigestKeyThatDoesNotTellAllIsNoticed() {
        var writes = new AfterProofs();
        assertThat(complaints(Mutation.NONE.losing(writes::isNext), Faults.SECRETS))
                .anyMatch(each -> each.contains("has not settled"));
    }

    /** The reports that are written at once when a link opens: where digests are compared, none is before they have been. */
    private static final class AfterProofs {
        private boolean hasProven;

        boolean isNext(Bytes write) {
            boolean isReport = write.startsWith("AT ");
            hasProven = write.startsWith("PROOF ") || (hasProven && isReport);
            return hasProven && isReport;
        }
    }

    @Test
    void expiryByTheTimeOfReceiptIsNoticed() {
        assertThat(complaints(Mutation.NONE.withLifetime(ByReceipt::new), Faults.EXPIRY))
                .anyMatch(each -> each.contains("which has expired"));
    }

    /** Takes a record to be as old as this server has known it. */
    private record ByReceipt(Expiry expiry, LongSupplier clock, Map<Long, Long> received) implements SmallState.Rule {
        ByReceipt(Expiry expiry, LongSupplier clock) {
            this(expiry, clock, new HashMap<>());
        }

        @Override
        public boolean isExpired(long timeNanos, RecordKind kind, long horizon) {
            long receipt = received.computeIfAbsent(timeNanos, _ -> clock.getAsLong());
            return SmallState.rule(expiry).isExpired(receipt, kind, horizon);
        }
    }

    @Test
    void aHorizonThatFallsWithTheClockIsNoticed() {
        Mutation mutation = Mutation.NONE.withLifetime((expiry, clock) ->
                (time, kind, _) -> SmallState.rule(expiry).isExpired(time, kind, expiry.horizon(clock.getAsLong())));
        assertThat(complaints(mutation, Faults.EXPIRY)).anyMatch(each -> each.contains("which has expired"));
    }

    @Test
    void aHorizonThatFallsAtARestartIsNoticed() {
        assertThat(complaints(Mutation.NONE.forgettingHorizons(), Faults.EXPIRY))
                .anyMatch(each -> each.contains("the horizon of") && each.contains("fell"));
    }

    @Test
    void aTombstoneThatExpiresBeforeWhatItShadowsIsNoticed() {
        Mutation mutation = Mutation.NONE.withLifetime((expiry, _) -> (time, kind, horizon) -> SmallState.rule(expiry)
                .isExpired(
                        time,
                        kind,
                        horizon + (kind.isTombstone() ? expiry.retention().toNanos() / 2 : 0)));
        assertThat(complaints(mutation, Faults.EXPIRY)).anyMatch(each -> each.matches(".* lost AT .* - .*"));
    }

    @Test
    void aDigestThatForgetsTombstonesIsNoticed() {
        assertThat(complaints(Mutation.NONE.withHash(MutationTest::forgettingTombstones), Faults.EXPIRY))
                .anyMatch(each -> each.contains("has not settled on"));
    }

    private static long forgettingTombstones(SipHash key, Bytes bytes) {
        return bytes.toString().contains(" - ") ? 0 : SmallState.hash(key, bytes);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aMistakeOfAJournalIsNoticed(PlantedFault fault) {
        assertThat(complaints(Mutation.NONE.withJournal(fault), Faults.JOURNALS))
                .anyMatch(each -> each.contains("has acknowledged") || each.contains("takes for damage"));
    }

    @Test
    void aReplyThatLeavesBeforeTheCommitIsNoticed() {
        assertThat(complaints(Mutation.NONE.answeringEarly(), Faults.JOURNALS))
                .anyMatch(each -> each.contains("has acknowledged"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aMistakeOfWatchesIsNoticed(WatchFault fault) {
        assertThat(complaints(Mutation.NONE.withWatches(fault), Faults.WATCHES))
                .anyMatch(each -> each.contains("was told of"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ALL", "CLOCKS", "LIES", "FORGERIES", "SECRETS", "EXPIRY", "JOURNALS", "WATCHES"})
    void serversAsTheyAreGiveNoCauseForComplaint(Faults faults) {
        assertThat(complaints(Mutation.NONE, faults)).allMatch(String::isEmpty);
    }
}
