package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.cli.PollResult.Down;
import io.herd.server.web.LinkEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DivergenceTest {
    private final Divergence divergence = new Divergence();

    /** Goloman is linked to Hands, and Hands to Goloman and Welsh, which is not linked to Hands. */
    private void look(String goloman, String hands, String welsh) {
        divergence.look(List.of(
                Statuses.up("Goloman", goloman, link("Hands", "open"), link("Wilkes", "open")),
                Statuses.up("Hands", hands, link("Goloman", "open"), link("Welsh", "away")),
                Statuses.up("Welsh", welsh, link("Hands", "away")),
                new Down("Wilkes", "does not answer within 2 s")));
    }

    private static LinkEntry link(String neighbour, String state) {
        return new LinkEntry(neighbour, state, "", true, "3fa9", false, true, 0, 0, 1_000, Map.of());
    }

    @Test
    void linkedNeighboursThatDifferAllTheTimeAreNamed() {
        look("a", "b", "c");
        look("a", "b", "c");
        assertThat(divergence.text()).isEqualTo("linked, and different all the time: Goloman and Hands");
    }

    @Test
    void oneThatLearnsNothingWhileTheOtherDoesIsNamed() {
        look("a", "b", "b");
        look("c", "b", "b");
        assertThat(divergence.text()).contains("Goloman and Hands");
    }

    @Test
    void thoseThatAgreedOnceOrBothChangeAreNot() {
        look("a", "b", "c");
        look("b", "b", "c");
        look("a", "b", "c");
        assertThat(divergence.text()).isEmpty();
        var flowing = new DivergenceTest();
        flowing.look("a", "b", "c");
        flowing.look("b", "c", "c");
        assertThat(flowing.divergence.text()).isEmpty();
    }
}
