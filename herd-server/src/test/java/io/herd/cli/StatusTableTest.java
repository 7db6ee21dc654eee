package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.cli.PollResult.Down;
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
import org.junit.jupiter.api.Test;

/** What people see of the herd, and what it amounts to. */
class StatusTableTest {
    private static LinkEntry link(
            String neighbour, String state, String reason, boolean accepted, int pending, int lag) {
        String key = state.equals("open") ? "3fa9" : "";
        return new LinkEntry(neighbour, state, reason, accepted, key, false, true, pending, lag, 1_000, Map.of());
    }

    @Test
    void aRowForEachServerAndAFewWordsForEachLink() {
        var goloman = Statuses.up(
                "Goloman",
                "a",
                link("Hands", "open", "", true, 0, 0),
                link("Wilkes", "open", "", true, 12, 300),
                link("Welsh", "open", "", false, 0, 0),
                link("Holiday", "away", "said goodbye: \u001b[2J\u009b", false, 0, 0));
        assertThat(StatusTable.lines(List.of(goloman, new Down("Holiday", "does not answer within 2 s"))))
                .containsExactly(
                        "server   state  root              clients  neighbours",
                        "Goloman  up     aaaaaaaaaaaaaaaa  12       Hands ok, key 3fa9; Wilkes 12 pending, lag 300 ms,"
                                + " key 3fa9; Welsh ok, key 3fa9, does not dial this server; Holiday away: said goodbye:"
                                + " ?[2J?",
                        "Holiday  down   -                 -        does not answer within 2 s");
    }

    @Test
    void aLinkByThePreviousKeyAndDigestsThatCannotBeCompared() {
        var link = new LinkEntry("Hands", "open", "", true, "77aa", true, false, 0, 0, 1_000, Map.of());
        assertThat(StatusTable.lines(List.of(Statuses.up("Goloman", "a", link))).getLast())
                .endsWith("Hands ok, previous key 77aa, digests not compared");
    }

    @Test
    void howAServerStandsWithKafka() {
        var away = new KafkaEntry("herd", false, "timed out", 65_000, 7, 2, 0, 11, 300, Map.of());
        assertThat(StatusTable.lines(List.of(withKafka(away))).getLast())
                .endsWith("Kafka away for 65 s: timed out, 9 owed, 300 to read");
        var up = new KafkaEntry("herd", true, "", 5_000, 0, 0, 0, 11, 0, Map.of());
        assertThat(StatusTable.lines(List.of(withKafka(up))).getLast()).endsWith("Kafka up for 5 s");
    }

    private static PollResult withKafka(KafkaEntry kafka) {
        var status = new ServerStatus(
                "Goloman",
                "0".repeat(16),
                "3fa9",
                0,
                0,
                0,
                1_000,
                JournalEntry.NONE,
                HistoryEntry.NONE,
                kafka,
                0,
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                TlsEntry.NONE,
                OwnersEntry.NONE);
        return new Up(status, status.toJson());
    }

    private static PollResult up(String server, String root, String digestKey, int clients) {
        var status = new ServerStatus(
                server,
                root.repeat(16),
                digestKey,
                0,
                clients,
                0,
                1_000,
                JournalEntry.NONE,
                HistoryEntry.NONE,
                KafkaEntry.NONE,
                0,
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                TlsEntry.NONE,
                OwnersEntry.NONE);
        return new Up(status, status.toJson());
    }

    @Test
    void rootsOfDifferentKeysAreNotComparedButCountsOfClientsAre() {
        var same = new HerdHealth(
                List.of(up("Goloman", "a", "77aa", 12), up("Hands", "b", "3fa9", 12), up("Wilkes", "b", "3fa9", 12)));
        assertThat(same.isGood()).isTrue();
        assertThat(same.text())
                .isEqualTo("all 3 servers know 12 clients; roots of different keys are not compared:"
                        + " Goloman | Hands, Wilkes");
        var fewer = new HerdHealth(List.of(up("Goloman", "a", "77aa", 11), up("Hands", "b", "3fa9", 12)));
        assertThat(fewer.isSplit()).isTrue();
        assertThat(fewer.text()).isEqualTo("they know different numbers of clients: Goloman 11, Hands 12");
        var split = new HerdHealth(
                List.of(up("Goloman", "a", "77aa", 12), up("Hands", "b", "3fa9", 12), up("Wilkes", "c", "3fa9", 12)));
        assertThat(split.text()).isEqualTo("roots differ: Goloman | Hands | Wilkes");
    }

    @Test
    void theVerdictSaysWhoAgrees() {
        var same = new HerdHealth(List.of(Statuses.up("Goloman", "a"), Statuses.up("Hands", "a")));
        assertThat(same.text()).isEqualTo("all 2 servers agree: root aaaaaaaaaaaaaaaa, 12 clients");
        assertThat(same.isGood()).isTrue();
        var different = new HerdHealth(
                List.of(Statuses.up("Goloman", "a"), Statuses.up("Hands", "b"), Statuses.up("Wilkes", "a")));
        assertThat(different.text()).isEqualTo("roots differ: Goloman, Wilkes | Hands");
        assertThat(different.isGood()).isFalse();
        var absent = new HerdHealth(
                List.of(Statuses.up("Goloman", "a"), Statuses.up("Hands", "a"), new Down("Welsh", "gone")));
        assertThat(absent.text()).isEqualTo("Welsh is down; the other 2 agree: root aaaaaaaaaaaaaaaa, 12 clients");
        assertThat(absent.isGood()).isFalse();
        var nobody = new HerdHealth(List.of(new Down("Welsh", "gone")));
        assertThat(nobody.text()).isEqualTo("all servers are down");
        assertThat(nobody.isGood()).isFalse();
    }

    @Test
    void aServerThatCannotWriteItsJournalIsTold() {
        var journal = new JournalEntry("data", "always", false, "No space left on device", 0, 1, -1, 0);
        var status = new ServerStatus(
                "Goloman",
                "0".repeat(16),
                "3fa9",
                0,
                0,
                0,
                1_000,
                journal,
                HistoryEntry.NONE,
                KafkaEntry.NONE,
                0,
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                TlsEntry.NONE,
                OwnersEntry.NONE);
        List<PollResult> standings = List.of(new Up(status, status.toJson()));
        assertThat(StatusTable.lines(standings).getLast())
                .startsWith("Goloman  cannot write: No space left on device  0");
        assertThat(new HerdHealth(standings).isGood()).isFalse();
        assertThat(new HerdHealth(standings).text())
                .isEqualTo("Goloman: root 0000000000000000, 0 clients; Goloman cannot write its journal");
    }

    @Test
    void serversThatHaveForgottenDifferentlyDoNotAgree() {
        List<PollResult> standings = List.of(expired("Goloman", 1_000), expired("Hands", 2_000));
        assertThat(new HerdHealth(standings).isGood()).isFalse();
        assertThat(new HerdHealth(standings).text())
                .isEqualTo("all 2 servers disagree on what has expired, so their clocks differ: Goloman | Hands");
    }

    private static PollResult expired(String server, long horizon) {
        var status = new ServerStatus(
                server,
                "0".repeat(16),
                "3fa9",
                horizon,
                0,
                0,
                1_000,
                JournalEntry.NONE,
                HistoryEntry.NONE,
                KafkaEntry.NONE,
                0,
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                TlsEntry.NONE,
                OwnersEntry.NONE);
        return new Up(status, status.toJson());
    }
}
