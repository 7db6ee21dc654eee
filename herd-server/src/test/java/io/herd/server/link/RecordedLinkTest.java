package io.herd.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.Report;
import io.herd.protocol.ReportView;
import io.herd.state.PutResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The link of docs/protocol.md is what the code says, byte for byte. */
class RecordedLinkTest {
    private static final Path DOCUMENT = Path.of("../docs/protocol.md");
    private static final String SECRET = "correct horse battery staple";
    private static final String NEXT = "a younger horse of the same stable";
    private static final String CLIENT = "kiwi.cs.ucla.edu +34.068930-118.445127 ";
    private static final long NOW = 1_520_023_935_182_837_383L;
    private static final long HEARTBEAT = 750;

    private final LinkService goloman = server("Goloman", "Hands", "d756260392c83a8b5a573341900fbd28")
            .withSecrets(NEXT, SECRET)
            .start();
    private final LinkService hands = server("Hands", "Goloman", "1db8d25a038889c5e017a1bd5d15e483")
            .withSecret(SECRET)
            .start();
    private final TestLink link = new TestLink(goloman, hands);
    private final List<String> recorded = new ArrayList<>();

    private static TestServer server(String name, String neighbour, String nonce) {
        return TestServer.of(name, neighbour).withClock(() -> NOW).withNonces(() -> nonce);
    }

    private static void forgetWhatHasExpired(LinkService service) {
        service.state().expire(service.state().horizon().at(NOW));
    }

    private static void report(LinkService service, String said) {
        var command = (Iamat) CommandParser.parse(Bytes.of("IAMAT " + said));
        Report report = ReportView.fromCommand(Bytes.of(service.server()), command, NOW, new ByteWriter(0))
                .copy();
        assertThat(service.state().acceptLocal(report)).isEqualTo(PutResult.ACCEPTED);
    }

    /** Lets each side hear what the other has said, until neither has anything to say. */
    private void talk() {
        for (boolean isOver = false; !isOver; ) {
            String dialler = link.fromDialler.news();
            link.toAcceptor(dialler);
            String acceptor = link.fromAcceptor.news();
            link.fromDialler.hear(link.dialled, acceptor);
            note("D ", dialler);
            note("A ", acceptor);
            isOver = dialler.isEmpty() && acceptor.isEmpty();
        }
    }

    private void note(String speaker, String lines) {
        lines.lines().map(line -> "    " + speaker + line).forEach(recorded::add);
    }

    @Test
    void theRecordedLinkIsTheOneThatTheCodeMakes() throws IOException {
        forgetWhatHasExpired(goloman);
        forgetWhatHasExpired(hands);
        report(goloman, CLIENT + "1520023934.918963997");
        report(hands, CLIENT + "1520023900");
        report(hands, "emu +1+1 1520023930");
        talk();
        report(goloman, "ostrich +2+2 1520023935");
        assertThat(goloman.state()
                        .acceptLocal(Report.tombstone(Bytes.of("Goloman"), Bytes.of("kiwi.cs.ucla.edu"), NOW)))
                .isEqualTo(PutResult.ACCEPTED);
        link.dialled.sendPending();
        talk();
        link.tick(HEARTBEAT);
        talk();
        link.dialled.stop();
        talk();
        assertThat(hands.state().size()).isEqualTo(2);
        assertThat(hands.state().tombstones()).isEqualTo(1);
        try (Stream<String> lines = Files.lines(DOCUMENT)) {
            assertThat(lines.filter(line -> line.matches("    [DA] [A-Z].*")))
                    .as("the link of %s, which should read:%n%s", DOCUMENT, String.join("\n", recorded))
                    .containsExactlyElementsOf(recorded);
        }
    }
}
