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
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    private final HerdState state = state();

    private static HerdState state() {
        return new HerdState(new SipHash(3, 4));
    }

    private static Report report(int client, int time) {
        var command = (Iamat) CommandParser.parse(Bytes.of("IAMAT client" + client + " +34-118 " + time));
        return ReportView.fromCommand(Bytes.of("Goloman"), command, 5_000_000_000L, new ByteWriter(0))
                .copy();
    }

    private static List<Report> random(long seed) {
        var random = new Random(seed);
        var reports = new ArrayList<Report>();
        for (int i = 0; i < 2_000; i++) {
            reports.add(report(random.nextInt(700), random.nextInt(50)));
        }
        return reports;
    }

    private static void merge(HerdState state, List<Report> reports) {
        for (Report report : reports) {
            var _ = state.mergeRemote(report, Origin.UNKNOWN);
        }
    }

    @Test
    void nothingHasTheDigestZeroAndAnythingAnother() {
        assertThat(state.tree().root()).isZero();
        merge(state, List.of(report(1, 1)));
        assertThat(state.tree().root()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void equalStatesHaveEqualRootsWhateverTheWay(long seed) {
        List<Report> reports = random(seed);
        merge(state, reports);
        HerdState other = state();
        Collections.shuffle(reports, new Random(seed + 1));
        merge(other, reports);
        merge(other, reports.subList(0, 500));
        assertThat(other.tree().root()).isEqualTo(state.tree().root());
        assertThat(other.tree().children(Prefix.ROOT)).isEqualTo(state.tree().children(Prefix.ROOT));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void oneReportLessOrOlderMakesADifferenceOnOnePathOnly(long seed) {
        List<Report> reports = random(seed);
        merge(state, reports);
        HerdState other = state();
        merge(other, reports);
        Report extra = report(new Random(seed).nextInt(1_400), 99);
        merge(other, List.of(extra));
        assertThat(other.tree().root()).isNotEqualTo(state.tree().root());
        Prefix node = Prefix.ROOT;
        while (!state.tree().isLeaf(node)) {
            long[] here = state.tree().children(node);
            long[] there = other.tree().children(node);
            Prefix next = null;
            for (int digit = 0; digit < Prefix.FANOUT; digit++) {
                if (here[digit] != there[digit]) {
                    assertThat(next).isNull();
                    next = node.child(digit);
                }
            }
            node = java.util.Objects.requireNonNull(next);
        }
        assertThat(other.tree().reports(node)).contains(extra);
        assertThat(state.tree().reports(node)).doesNotContain(extra);
    }

    @Test
    void aNodesDigestIsTheExclusiveOrOfItsReports() {
        List<Report> reports = random(7);
        merge(state, reports);
        Set<Report> newest = new HashSet<>();
        long[] digest = {0};
        state.tree().reports(Prefix.ROOT).forEach(report -> {
            newest.add(report);
            digest[0] ^= state.tree().hash(report);
        });
        assertThat(state.tree().root()).isEqualTo(digest[0]);
        assertThat(newest).hasSize((int) state.size());
        long children = 0;
        for (long child : state.tree().children(Prefix.ROOT)) {
            children ^= child;
        }
        assertThat(children).isEqualTo(state.tree().root());
    }

    @Test
    void leavesGrow() {
        var small = new HerdState(
                new SipHash(1, 2)::hash, 1, Order.TOTAL, new Capacity(100_000, Long.MAX_VALUE), Expiry.DEFAULT);
        for (int client = 0; client < 20_000; client++) {
            assertThat(small.acceptLocal(report(client, 1))).isEqualTo(PutResult.ACCEPTED);
        }
        for (int client = 0; client < 20_000; client++) {
            assertThat(small.find(Bytes.of("client" + client))).isEqualTo(report(client, 1));
        }
        assertThat(small.find(Bytes.of("client20000"))).isNull();
        assertThat(small.size()).isEqualTo(20_000);
    }
}
