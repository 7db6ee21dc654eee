package io.herd.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HerdStateTest {
    private static Report report(String server, String client, String time) {
        var command = (Iamat) CommandParser.parse(Bytes.of("IAMAT " + client + " +34-118 " + time));
        return Report.taken(Bytes.of(server), command, 5_000_000_000L, new ByteWriter(0));
    }

    @Test
    void aClientsNewerReportCountsAndAnOlderOrRepeatedOneDoesNot() {
        var state = new HerdState(new SipHash(1, 2));
        Report first = report("Goloman", "kiwi", "2");
        assertThat(state.find(Bytes.of("kiwi"))).isNull();
        assertThat(state.take(first)).isNull();
        assertThat(state.take(report("Hands", "kiwi", "2"))).isEqualTo(first);
        assertThat(state.take(report("Hands", "kiwi", "1.999999999"))).isEqualTo(first);
        assertThat(state.find(Bytes.of("kiwi"))).isEqualTo(first);
        Report second = report("Hands", "kiwi", "2.000000001");
        assertThat(state.take(second)).isNull();
        assertThat(state.find(Bytes.of("kiwi"))).isEqualTo(second);
        assertThat(state.size()).isEqualTo(1);
    }

    @Test
    void everyChangeIsOwedToEveryoneButTheTeller() {
        var state = new HerdState(new SipHash(1, 2));
        Debt hands = state.open();
        Debt wilkes = state.open();
        Report kiwi = report("Goloman", "kiwi", "1");
        assertThat(state.take(kiwi)).isNull();
        Report emu = report("Hands", "emu", "1");
        assertThat(state.merge(emu, hands)).isTrue();
        assertThat(state.merge(emu, null)).isFalse();
        assertThat(Told.by(hands)).containsExactly(kiwi);
        assertThat(Told.by(wilkes)).containsExactly(kiwi, emu);
        assertThat(Told.by(wilkes)).isEmpty();
    }

    @Test
    void whatANeighbourTellsItIsNotOwed() {
        var state = new HerdState(new SipHash(1, 2));
        Debt hands = state.open();
        Report kiwi = report("Goloman", "kiwi", "1");
        assertThat(state.merge(kiwi, null)).isTrue();
        assertThat(state.merge(report("Goloman", "kiwi", "0"), hands)).isFalse();
        assertThat(hands.size()).isEqualTo(1);
        assertThat(state.merge(kiwi, hands)).isFalse();
        assertThat(hands.size()).isZero();
        assertThat(Told.by(hands)).isEmpty();
    }

    @Test
    void aNeighbourThatIsSlowHearsOnlyTheNewestOfEachClient() {
        var state = new HerdState(new SipHash(1, 2));
        Debt debt = state.open();
        for (int time = 1; time <= 1_000; time++) {
            assertThat(state.take(report("Goloman", "kiwi", Integer.toString(time))))
                    .isNull();
            assertThat(state.take(report("Goloman", "emu", Integer.toString(time))))
                    .isNull();
        }
        assertThat(Told.by(debt)).containsExactly(report("Goloman", "kiwi", "1000"), report("Goloman", "emu", "1000"));
    }

    @Test
    void aNewNeighbourIsOwedWhatIsNewBeforeWhatIsOld() {
        var state = new HerdState(new SipHash(1, 2));
        Report old = report("Goloman", "kiwi", "1");
        assertThat(state.take(old)).isNull();
        Debt debt = state.open();
        debt.oweEverything();
        Report fresh = report("Goloman", "emu", "1");
        assertThat(state.take(fresh)).isNull();
        assertThat(Told.by(debt, 1)).containsExactly(fresh);
        assertThat(Told.by(debt)).contains(old);
        debt.close();
        assertThat(state.take(report("Goloman", "kiwi", "2"))).isNull();
        assertThat(Told.by(debt)).isEmpty();
    }

    @Test
    void whatANewNeighbourIsToldComesFromEverywhereAllTheTime() {
        var state = new HerdState(new SipHash(1, 2));
        for (int i = 0; i < 10_000; i++) {
            assertThat(state.take(report("Goloman", "client" + i, "1"))).isNull();
        }
        Debt debt = state.open();
        debt.oweEverything();
        for (int part = 0; part < 10; part++) {
            var told = new HerdState(new SipHash(1, 2));
            Told.by(debt, 50_000)
                    .forEach(report -> assertThat(told.merge(report, null)).isTrue());
            assertThat(told.children(Prefix.ROOT)).doesNotContain(0);
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
    void theNewestWinsWhateverTheThreads() throws Exception {
        var state = new HerdState(new SipHash(1, 2));
        Debt debt = state.open();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Void>> mergers = IntStream.range(0, 4)
                    .<Callable<Void>>mapToObj(thread -> () -> {
                        for (int time = thread; time < 40_000; time += 4) {
                            var _ = state.merge(report("Goloman", "client" + time % 7, Integer.toString(time)), null);
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> merger : threads.invokeAll(mergers)) {
                assertThat(merger.get()).isNull();
            }
        }
        var last = new ArrayList<Report>();
        for (int time = 40_000 - 7; time < 40_000; time++) {
            last.add(report("Goloman", "client" + time % 7, Integer.toString(time)));
        }
        assertThat(everything(state)).containsExactlyInAnyOrderElementsOf(last);
        assertThat(Told.by(debt)).containsExactlyInAnyOrderElementsOf(last);
    }

    private static HerdState merged(List<Report> told) {
        var state = new HerdState(new SipHash(1, 2));
        for (Report report : told) {
            var _ = state.merge(report, null);
        }
        return state;
    }

    private static List<Report> everything(HerdState state) {
        return state.reports(Prefix.ROOT).toList();
    }
}
