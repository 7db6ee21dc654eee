package io.herd.cli;

import io.herd.cli.PollResult.Up;
import io.herd.server.web.HistoryEntry;
import io.herd.server.web.JournalEntry;
import io.herd.server.web.KafkaEntry;
import io.herd.server.web.LinkEntry;
import io.herd.server.web.OwnersEntry;
import io.herd.server.web.ServerStatus;
import io.herd.server.web.TlsEntry;
import java.util.List;
import java.util.Map;

/** What servers say of themselves, for tests. */
final class Statuses {
    private Statuses() {}

    /** A server that is up, and whose root is a digit again and again. */
    static PollResult up(String server, String root, LinkEntry... links) {
        var status = new ServerStatus(
                server,
                root.repeat(16),
                "3fa9",
                0,
                12,
                0,
                1_000,
                JournalEntry.NONE,
                HistoryEntry.NONE,
                KafkaEntry.NONE,
                0,
                List.of(),
                List.of(links),
                Map.of(),
                Map.of(),
                Map.of(),
                TlsEntry.NONE,
                OwnersEntry.NONE);
        return new Up(status, status.toJson());
    }
}
