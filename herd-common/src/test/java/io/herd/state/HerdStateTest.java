package io.herd.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.protocol.ReportView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HerdStateTest {
    /** How many a configuration may give a server. */
    private static final int MOST_NEIGHBOURS = 32;

    private static Report report(String server, String client, String time) {
        var command = (Iamat) CommandParser.parse(Bytes.of("IAMAT " + client + " +34-118 " + time));
        return ReportView.fromCommand(Bytes.of(server), command, 5_000_000_000L, new ByteWriter(0))
                .copy();
    }

    @Test
    void aClientsNewerReportCountsAndAnOlderOrRepeatedOneDoesNot() {
        var state = new HerdState(new SipHash(1, 2));
        Report first = report("Goloman", "kiwi", "2");
        assertThat(state.find(Bytes.of("kiwi"))).isNull();
        assertThat(state.acceptLocal(first)).isEqualTo(PutResult.ACCEPTED);
        assertThat(state.acceptLocal(report("Hands", "kiwi", "2"))).isInstanceOf(PutResult.Stale.class);
        assertThat(state.acceptLocal(report("Hands", "kiwi", "1.999999999"))).isInstanceOf(PutResult.Stale.class);
        assertThat(state.find(Bytes.of("kiwi"))).isEqualTo(first);
        Report second = report("Hands", "kiwi", "2.000000001");
        assertThat(state.acceptLocal(second)).isEqualTo(PutResult.ACCEPTED);
        assertThat(state.find(Bytes.of("kiwi"))).isEqualTo(second);
        assertThat(state.size()).isEqualTo(1);
    }

    @Test
    void everyChangeIsPendingForAllButItsSource() {
        var state = new HerdState(new SipHash(1, 2));
        ChangeFeed hands = state.open(ChangeFeed.Scope.ALL);
        ChangeFeed wilkes = state.open(ChangeFeed.Scope.ALL);
        Report kiwi = report("Goloman", "kiwi", "1");
        assertThat(state.acceptLocal(kiwi)).isEqualTo(PutResult.ACCEPTED);
        Report emu = report("Hands", "emu", "1");
        assertThat(state.mergeRemote(emu, new Origin(List.of(hands)))).isEqualTo(MergeResult.ACCEPTED);
        assertThat(state.mergeRemote(emu, Origin.UNKNOWN)).isEqualTo(MergeResult.KNOWN);
        assertThat(Told.by(hands)).containsExactly(kiwi);
        assertThat(Told.by(wilkes)).containsExactly(kiwi, emu);
        assertThat(Told.by(wilkes)).isEmpty();
    }

    @Test
    void whatANeighbourTellsIsNotPendingForIt() {
        var state = new HerdState(new SipHash(1, 2));
        ChangeFeed hands = state.open(ChangeFeed.Scope.ALL);
        Report kiwi = report("Goloman", "kiwi", "1");
        assertThat(state.mergeRemote(kiwi, Origin.UNKNOWN)).isEqualTo(MergeResult.ACCEPTED);
        assertThat(state.mergeRemote(report("Goloman", "kiwi", "0"), new Origin(List.of(hands))))
                .isEqualTo(MergeResult.OLDER);
        assertThat(hands.size()).isEqualTo(1);
        assertThat(state.mergeRemote(kiwi, new Origin(List.of(hands)))).isEqualTo(MergeResult.KNOWN);
        assertThat(hands.size()).isZero();
        assertThat(Told.by(hands)).isEmpty();
    }

    @Test
    void whatIsOnlyAddedIsTakenOffByWhatIsNewerAndByWhoeverKnowsIt() {
        var state = new HerdState(new SipHash(1, 2));
        ChangeFeed doubts = state.open(ChangeFeed.Scope.ADDED);
        Report kiwi = report("Goloman", "kiwi", "1");
        Report emu = report("Goloman", "emu", "1");
        Report rhea = report("Goloman", "rhea", "1");
        for (Report each : List.of(kiwi, emu, rhea)) {
            assertThat(state.acceptLocal(each)).isEqualTo(PutResult.ACCEPTED);
        }
        assertThat(doubts.size()).isZero();
        for (Report each : List.of(kiwi, emu, rhea)) {
            doubts.add(each.client());
        }
        assertThat(state.acceptLocal(kiwi)).isInstanceOf(PutResult.Stale.class);
        assertThat(doubts.size()).isEqualTo(3);
        assertThat(state.mergeRemote(report("Hands", "kiwi", "2"), Origin.UNKNOWN))
                .isEqualTo(MergeResult.ACCEPTED);
        assertThat(state.mergeRemote(emu, new Origin(List.of(doubts)))).isEqualTo(MergeResult.KNOWN);
        assertThat(Told.by(doubts)).containsExactly(rhea);
    }

    @Test
    void aNeighbourThatIsSlowHearsOnlyTheNewestOfEachClient() {
        var state = new HerdState(new SipHash(1, 2));
        ChangeFeed feed = state.open(ChangeFeed.Scope.ALL);
        for (int time = 1; time <= 1_000; time++) {
            assertThat(state.acceptLocal(report("Goloman", "kiwi", Integer.toString(time))))
                    .isEqualTo(PutResult.ACCEPTED);
            assertThat(state.acceptLocal(report("Goloman", "emu", Integer.toString(time))))
                    .isEqualTo(PutResult.ACCEPTED);
        }
        assertThat(Told.by(feed)).containsExactly(report("Goloman", "kiwi", "1000"), report("Goloman", "emu", "1000"));
    }

    @Test
    void whatIsOldIsToldAlthoughSomethingNewComesAllTheTime() {
        var state = new HerdState(new SipHash(1, 2));
        for (int i = 0; i < 1_000; i++) {
            assertThat(state.acceptLocal(report("Goloman", "client" + i, "1"))).isEqualTo(PutResult.ACCEPTED);
        }
        ChangeFeed feed = state.open(ChangeFeed.Scope.ALL);
        feed.addAll(Prefix.ROOT);
        Set<String> told = new HashSet<>();
        for (int time = 1; time <= 40; time++) {
            for (int i = 0; i < 40; i++) {
                assertThat(state.acceptLocal(report("Goloman", "busy" + i, Integer.toString(time))))
                        .isEqualTo(PutResult.ACCEPTED);
            }
            Told.by(feed, 4_000).forEach(each -> told.add(each.client().toString()));
        }
        assertThat(told).hasSizeGreaterThan(900);
    }

    @Test
    void clientsBeyondTheBoundAreNotKeptAndThoseThatAreKnownAre() {
        var state = new HerdState(new SipHash(1, 2), 2, Long.MAX_VALUE);
        assertThat(state.acceptLocal(report("Goloman", "one", "1"))).isEqualTo(PutResult.ACCEPTED);
        assertThat(state.mergeRemote(report("Goloman", "two", "1"), Origin.UNKNOWN))
                .isEqualTo(MergeResult.ACCEPTED);
        assertThat(state.acceptLocal(report("Goloman", "three", "1"))).isEqualTo(PutResult.NO_ROOM);
        assertThat(state.mergeRemote(report("Goloman", "three", "1"), Origin.UNKNOWN))
                .isEqualTo(MergeResult.NO_ROOM);
        assertThat(state.acceptLocal(report("Goloman", "two", "2"))).isEqualTo(PutResult.ACCEPTED);
        assertThat(state.size()).isEqualTo(2);
        assertThat(state.isFull()).isTrue();
    }

    @Test
    void whatIsKeptTakesNoMoreBytesThanIsAllowedHoweverLongTheNames() {
        long most = 1 << 20;
        var state = new HerdState(new SipHash(1, 2), Integer.MAX_VALUE, most);
        int kept = 0;
        for (int i = 0; i < 1_000; i++) {
            kept += state.acceptLocal(report("Goloman", i + "x".repeat(8_000), "1")) instanceof PutResult.Accepted
                    ? 1
                    : 0;
            assertThat(state.bytes()).isLessThanOrEqualTo(most);
        }
        assertThat(kept).isBetween(60, 131);
        assertThat(state.size()).isEqualTo(kept);
        long root = state.tree().root();
        assertThat(state.acceptLocal(report("Goloman", "0" + "x".repeat(8_000), "2." + "0".repeat(8_000))))
                .isEqualTo(PutResult.NO_ROOM);
        assertThat(state.tree().root()).isEqualTo(root);
    }

    @Test
    void newReportsAreDrainedAlongWithTheBacklog() {
        var state = new HerdState(new SipHash(1, 2));
        Report old = report("Goloman", "kiwi", "1");
        assertThat(state.acceptLocal(old)).isEqualTo(PutResult.ACCEPTED);
        ChangeFeed feed = state.open(ChangeFeed.Scope.ALL);
        feed.addAll(Prefix.ROOT);
        Report fresh = report("Goloman", "emu", "1");
        assertThat(state.acceptLocal(fresh)).isEqualTo(PutResult.ACCEPTED);
        assertThat(Told.by(feed, 1)).containsExactly(fresh);
        assertThat(Told.by(feed)).contains(old);
        feed.close();
        assertThat(state.acceptLocal(report("Goloman", "kiwi", "2"))).isEqualTo(PutResult.ACCEPTED);
        assertThat(Told.by(feed)).isEmpty();
    }

    @Test
    void whatANewNeighbourIsToldComesFromEverywhereAllTheTime() {
        var state = new HerdState(new SipHash(1, 2));
        for (int i = 0; i < 10_000; i++) {
            assertThat(state.acceptLocal(report("Goloman", "client" + i, "1"))).isEqualTo(PutResult.ACCEPTED);
        }
        ChangeFeed feed = state.open(ChangeFeed.Scope.ALL);
        feed.addAll(Prefix.ROOT);
        for (int part = 0; part < 10; part++) {
            var told = new HerdState(new SipHash(1, 2));
            Told.by(feed, 50_000)
                    .forEach(report ->
                            assertThat(told.mergeRemote(report, Origin.UNKNOWN)).isEqualTo(MergeResult.ACCEPTED));
            assertThat(told.tree().children(Prefix.ROOT)).doesNotContain(0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void mergingIsCommutativeAssociativeAndIdempotent(long seed) {
        var random = new Random(seed);
        var told = new ArrayList<Report>();
        for (int i = 0; i < 500; i++) {
            String server = List.of("Goloman", "Hands", "Welsh").get(random.nextInt(3));
            told.add(report(server, "client" + random.nextInt(20), Integer.toString(random.nextInt(10))));
        }
        HerdState expected = merged(told);
        for (int round = 0; round < 10; round++) {
            Collections.shuffle(told, random);
            List<Report> twice = new ArrayList<>(told);
            twice.addAll(told.subList(0, random.nextInt(told.size())));
            assertThat(everything(merged(twice))).containsExactlyInAnyOrderElementsOf(everything(expected));
        }
    }

    @Test
    void theNewestWinsWhateverTheThreadsAndNobodySeesAnyGoBack() throws Exception {
        var state = new HerdState(new SipHash(1, 2));
        ChangeFeed feed = state.open(ChangeFeed.Scope.ALL);
        var isOver = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(6)) {
            List<Future<Integer>> readers = Stream.generate(() -> threads.submit(() -> changesSeen(state, isOver)))
                    .limit(2)
                    .toList();
            List<Callable<Void>> mergers = IntStream.range(0, 4)
                    .<Callable<Void>>mapToObj(thread -> () -> {
                        for (int time = thread; time < 40_000; time += 4) {
                            var _ = state.mergeRemote(
                                    report("Goloman", "client" + time % 7, Integer.toString(time)), Origin.UNKNOWN);
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> merger : threads.invokeAll(mergers)) {
                assertThat(merger.get()).isNull();
            }
            isOver.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isGreaterThan(7);
            }
        }
        var last = new ArrayList<Report>();
        for (int time = 40_000 - 7; time < 40_000; time++) {
            last.add(report("Goloman", "client" + time % 7, Integer.toString(time)));
        }
        assertThat(everything(state)).containsExactlyInAnyOrderElementsOf(last);
        assertThat(Told.by(feed)).containsExactlyInAnyOrderElementsOf(last);
    }

    /** Reads over and over; returns how often a client's report was another than before. */
    private static int changesSeen(HerdState state, AtomicBoolean isOver) {
        var seen = new HashMap<Bytes, Report>();
        int changes = 0;
        while (!isOver.get()) {
            for (int client = 0; client < 7; client++) {
                Report report = state.find(Bytes.of("client" + client));
                if (report != null) {
                    Report before = seen.put(report.client(), report);
                    if (before != null && !report.equals(before)) {
                        assertThat(report).isGreaterThan(before);
                        changes++;
                    }
                }
            }
        }
        return changes;
    }

    private static HerdState merged(List<Report> told) {
        var state = new HerdState(new SipHash(1, 2));
        for (Report report : told) {
            var _ = state.mergeRemote(report, Origin.UNKNOWN);
        }
        return state;
    }

    private static List<Report> everything(HerdState state) {
        return state.tree().reports(Prefix.ROOT).toList();
    }

    @Test
    void thereIsRoomForAFeedToEachNeighbourAndForEightOthers() {
        var state = new HerdState(new SipHash(1, 2));
        List<ChangeFeed> feeds = IntStream.range(0, MOST_NEIGHBOURS + 8)
                .mapToObj(_ -> state.open(ChangeFeed.Scope.ALL))
                .toList();
        assertThat(state.acceptLocal(report("Goloman", "kiwi", "1"))).isEqualTo(PutResult.ACCEPTED);
        assertThat(feeds).allMatch(feed -> feed.size() == 1);
        feeds.getFirst().close();
        assertThat(state.open(ChangeFeed.Scope.ALL).isEmpty()).isTrue();
    }

    @Test
    void aFeedOfLocalChangesLeavesOutWhatOthersTold() {
        var state = new HerdState(new SipHash(1, 2));
        ChangeFeed local = state.open(ChangeFeed.Scope.LOCAL);
        assertThat(state.mergeRemote(report("Hands", "emu", "1"), Origin.UNKNOWN))
                .isEqualTo(MergeResult.ACCEPTED);
        assertThat(local.isEmpty()).isTrue();
        assertThat(state.acceptLocal(report("Goloman", "emu", "2"))).isEqualTo(PutResult.ACCEPTED);
        assertThat(Told.by(local)).containsExactly(report("Goloman", "emu", "2"));
    }
}
