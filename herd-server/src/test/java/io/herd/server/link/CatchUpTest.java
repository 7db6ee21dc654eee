package io.herd.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.LinksConfig;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.Report;
import io.herd.server.log.TrafficLog;
import io.herd.state.HerdState;
import io.herd.state.Kept;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/** What it costs two servers of a million clients to find a thousand differences, both ways, without sockets. */
class CatchUpTest {
    private static final int CLIENTS = 1_000_000;
    private static final int CHANGED = 1_000;

    private final LinkService goloman = service("Goloman", "Hands");
    private final LinkService hands = service("Hands", "Goloman");

    private static LinkService service(String server, String neighbour) {
        return new LinkService(
                server,
                Set.of(neighbour),
                new HerdState(new Secret(null).hash()),
                LinksConfig.DEFAULT,
                () -> 1_600_000_000_000_000_000L,
                Duration.ofHours(1),
                NOPLogger.NOP_LOGGER,
                TrafficLog.none());
    }

    private static Report report(int client, String time) {
        var iamat = (Iamat) CommandParser.parse(Bytes.of("IAMAT vehicle" + client + " +34.068930-118.445127 " + time));
        return Report.taken(Bytes.of("Goloman"), iamat, 1_520_023_935_000_000_000L, new ByteWriter(0));
    }

    @Test
    void aThousandChangesInAMillionCostLessThanAMebibyte() {
        for (int client = 0; client < CLIENTS; client++) {
            Report report = report(client, "1520023934.918963997");
            assertThat(goloman.state().merge(report, null)).isEqualTo(Kept.NEWS);
            assertThat(hands.state().merge(report, null)).isEqualTo(Kept.NEWS);
        }
        for (int i = 0; i < CHANGED; i++) {
            LinkService changed = i % 4 == 0 ? hands : goloman;
            Report report = report(i * (CLIENTS / CHANGED), "1520023934.918963998");
            assertThat(changed.state().merge(report, null)).isEqualTo(Kept.NEWS);
        }
        long bytes = link(goloman, hands) + link(hands, goloman);
        assertThat(hands.state().root()).isEqualTo(goloman.state().root());
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
