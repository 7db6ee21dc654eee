package io.herd.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.Report;
import io.herd.protocol.ReportView;
import io.herd.state.MergeResult;
import io.herd.state.Origin;
import org.junit.jupiter.api.Test;

/** What it costs two servers of a million clients to find a thousand differences, both ways, without sockets. */
class CatchUpTest {
    private static final int CLIENTS = 1_000_000;
    private static final int CHANGED = 1_000;

    private static final long NOW = 1_600_000_000_000_000_000L;

    private final LinkService goloman =
            TestServer.of("Goloman", "Hands").withClock(() -> NOW).start();
    private final LinkService hands =
            TestServer.of("Hands", "Goloman").withClock(() -> NOW).start();

    private static Report report(int client, String time) {
        var iamat = (Iamat) CommandParser.parse(Bytes.of("IAMAT vehicle" + client + " +34.068930-118.445127 " + time));
        return ReportView.fromCommand(Bytes.of("Goloman"), iamat, 1_520_023_935_000_000_000L, new ByteWriter(0))
                .copy();
    }

    @Test
    void aThousandChangesInAMillionCostLessThanAMebibyte() {
        for (int client = 0; client < CLIENTS; client++) {
            Report report = report(client, "1520023934.918963997");
            assertThat(goloman.state().mergeRemote(report, Origin.UNKNOWN)).isEqualTo(MergeResult.ACCEPTED);
            assertThat(hands.state().mergeRemote(report, Origin.UNKNOWN)).isEqualTo(MergeResult.ACCEPTED);
        }
        for (int i = 0; i < CHANGED; i++) {
            LinkService changed = i % 4 == 0 ? hands : goloman;
            Report report = report(i * (CLIENTS / CHANGED), "1520023934.918963998");
            assertThat(changed.state().mergeRemote(report, Origin.UNKNOWN)).isEqualTo(MergeResult.ACCEPTED);
        }
        long bytes = link(goloman, hands) + link(hands, goloman);
        assertThat(hands.state().tree().root()).isEqualTo(goloman.state().tree().root());
        long records = goloman.total(counters -> counters.told) + hands.total(counters -> counters.told);
        System.out.printf("%d records and %d bytes crossed both links%n", records, bytes);
        assertThat(records).isBetween((long) CHANGED, 3_000L);
        assertThat(bytes).isLessThan(1 << 20);
    }

    /** Links one server to the other until both have nothing to say; how many bytes went over that link, both ways. */
    private static long link(LinkService from, LinkService to) {
        TestLink link = new TestLink(from, to).talk();
        link.close();
        return (long) link.fromDialler.sent().length()
                + link.fromAcceptor.sent().length();
    }
}
