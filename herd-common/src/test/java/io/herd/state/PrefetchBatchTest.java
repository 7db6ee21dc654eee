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
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefetchBatchTest {
    private final HerdState state = new HerdState(new SipHash(1, 2));
    private final List<String> done = new ArrayList<>();
    private final PrefetchBatch<String> batch = new PrefetchBatch<>(state, (thing, clientHash) -> {
        assertThat(clientHash).isEqualTo(state.clientHash(Bytes.of(client(thing))));
        done.add(thing);
    });

    private static String client(String thing) {
        return "client of " + thing;
    }

    private void add(String thing) {
        batch.add(Bytes.of(client(thing)), thing);
    }

    private static Report report(String client, int time) {
        var command = (Iamat) CommandParser.parse(Bytes.of("IAMAT " + client + " +34-118 " + time));
        return ReportView.fromCommand(Bytes.of("Goloman"), command, 5_000_000_000L, new ByteWriter(0))
                .copy();
    }

    @Test
    void doesThingsInTheirOrderWhenAskedTo() {
        add("one");
        add("two");
        add("one");
        assertThat(done).isEmpty();
        batch.carryOut();
        assertThat(done).containsExactly("one", "two", "one");
        batch.carryOut();
        assertThat(done).hasSize(3);
    }

    @Test
    void doesAllBeforeTheyBecomeTooMany() {
        List<String> things = IntStream.range(0, 3 * PrefetchBatch.ROOM)
                .mapToObj(Integer::toString)
                .toList();
        things.forEach(this::add);
        assertThat(done).isEqualTo(things);
    }

    /** What is looked for may be a client that is known or not, or one of two with the same hash, whatever its length. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, 0x0101_0101_0101_0101L})
    void takesReportsOfManyClientsAsOneByOne(long sameForAll) {
        var together = new HerdState(
                client -> sameForAll ^ client.length() % 3,
                2,
                Order.TOTAL,
                new Capacity(100_000, Long.MAX_VALUE),
                Expiry.DEFAULT);
        var oneByOne = new HerdState(
                client -> sameForAll ^ client.length() % 3,
                2,
                Order.TOTAL,
                new Capacity(100_000, Long.MAX_VALUE),
                Expiry.DEFAULT);
        var reports = new PrefetchBatch<Report>(
                together,
                (report, clientHash) ->
                        assertThat(together.acceptLocal(report, clientHash)).isEqualTo(PutResult.ACCEPTED));
        for (int i = 0; i < 500; i++) {
            Report report = report("x".repeat(1 + i % 150), i);
            reports.add(report.client(), report);
            assertThat(oneByOne.acceptLocal(report)).isEqualTo(PutResult.ACCEPTED);
        }
        reports.carryOut();
        assertThat(together.size()).isEqualTo(150);
        assertThat(together.tree().reports(Prefix.ROOT))
                .containsExactlyInAnyOrderElementsOf(
                        oneByOne.tree().reports(Prefix.ROOT).toList());
    }
}
