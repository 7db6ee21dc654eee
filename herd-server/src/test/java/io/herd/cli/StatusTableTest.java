package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.cli.PollResult.Down;
import io.herd.cli.PollResult.Up;
import io.herd.server.web.LinkEntry;
import io.herd.server.web.ServerStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people see of the herd, and what it amounts to. */
class StatusTableTest {
    private static PollResult up(String server, String root, LinkEntry... links) {
        var status = new ServerStatus(server, root.repeat(16), 12, 1_000, List.of(links), Map.of(), Map.of(), Map.of());
        return new Up(status, status.toJson());
    }

    private static LinkEntry link(
            String neighbour, String state, String reason, boolean accepted, int pending, int lag) {
        return new LinkEntry(neighbour, state, reason, accepted, pending, lag, 1_000, Map.of());
    }

    @Test
    void aRowForEachServerAndAFewWordsForEachLink() {
        var goloman = up(
                "Goloman",
                "a",
                link("Hands", "open", "", true, 0, 0),
                link("Wilkes", "open", "", true, 12, 300),
                link("Welsh", "open", "", false, 0, 0),
                link("Holiday", "away", "said goodbye: \u001b[2J\u009b", false, 0, 0));
        assertThat(StatusTable.lines(List.of(goloman, new Down("Holiday", "does not answer within 2 s"))))
                .containsExactly(
                        "server   state  root              clients  neighbours",
                        "Goloman  up     aaaaaaaaaaaaaaaa  12       Hands ok; Wilkes 12 pending, lag 300 ms;"
                                + " Welsh ok, does not dial this server; Holiday away: said goodbye: ?[2J?",
                        "Holiday  down   -                 -        does not answer within 2 s");
    }

    @Test
    void theVerdictSaysWhoAgrees() {
        var same = new HerdHealth(List.of(up("Goloman", "a"), up("Hands", "a")));
        assertThat(same.text()).isEqualTo("all 2 servers agree: root aaaaaaaaaaaaaaaa, 12 clients");
        assertThat(same.isGood()).isTrue();
        var different = new HerdHealth(List.of(up("Goloman", "a"), up("Hands", "b"), up("Wilkes", "a")));
        assertThat(different.text()).isEqualTo("roots differ: Goloman, Wilkes | Hands");
        assertThat(different.isGood()).isFalse();
        var absent = new HerdHealth(List.of(up("Goloman", "a"), up("Hands", "a"), new Down("Welsh", "gone")));
        assertThat(absent.text()).isEqualTo("Welsh is down; the other 2 agree: root aaaaaaaaaaaaaaaa, 12 clients");
        assertThat(absent.isGood()).isFalse();
        var nobody = new HerdHealth(List.of(new Down("Welsh", "gone")));
        assertThat(nobody.text()).isEqualTo("all servers are down");
        assertThat(nobody.isGood()).isFalse();
    }
}
