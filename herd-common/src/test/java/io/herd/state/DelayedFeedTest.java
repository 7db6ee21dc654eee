package io.herd.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hands hears from Goloman, which is linked with Wilkes as well, as Hands is. */
class DelayedFeedTest {
    private final HerdState state = new HerdState(new SipHash(1, 2));
    private final ChangeFeed toGoloman = state.open(ChangeFeed.Scope.ALL);
    private final ChangeFeed toWilkes = state.open(ChangeFeed.Scope.ALL);
    private final DelayedFeed toWilkesLater = state.openDelayed();
    private final Origin goloman = new Origin(List.of(toGoloman), List.of(toWilkes), List.of(toWilkesLater));
    private final Origin wilkes = new Origin(List.of(
            toWilkes, toWilkesLater.both().getFirst(), toWilkesLater.both().getLast()));

    @Test
    void whatAnotherTellsIsDelayedForATurnAtLeast() {
        merge("kiwi", "1", goloman);
        assertThat(drain(toWilkes)).isEmpty();
        assertThat(drain(toGoloman)).isEmpty();
        toWilkesLater.turn();
        toWilkesLater.turn();
        assertThat(delayed()).isEmpty();
        merge("emu", "1", goloman);
        toWilkesLater.turn();
        assertThat(delayed()).contains("kiwi").doesNotContain("emu");
        assertThat(delayed()).isEmpty();
        turns(3);
        assertThat(delayed()).contains("emu");
        assertThat(isNoneDelayed()).isTrue();
    }

    @Test
    void whatTheSinkTellsItselfIsDelayedNoMore() {
        merge("kiwi", "1", goloman);
        merge("kiwi", "1", wilkes);
        assertThat(isNoneDelayed()).isTrue();
    }

    @Test
    void whatIsNewerIsToldInsteadOfWhatIsDelayed() {
        merge("kiwi", "1", goloman);
        assertThat(state.acceptLocal(report("kiwi", "2"))).isEqualTo(PutResult.ACCEPTED);
        assertThat(isNoneDelayed()).isTrue();
        assertThat(drain(toWilkes)).contains(" 2\n");
        merge("kiwi", "3", goloman);
        turns(3);
        merge("kiwi", "4", goloman);
        turns(1);
        assertThat(delayed()).isEmpty();
        turns(3);
        assertThat(delayed()).contains(" 4\n");
    }

    @Test
    void whatAClientIsToldToStandIsDelayedNoMore() {
        merge("kiwi", "2", goloman);
        assertThat(state.acceptLocal(report("kiwi", "1"))).isInstanceOf(PutResult.Stale.class);
        assertThat(isNoneDelayed()).isTrue();
        assertThat(drain(toWilkes)).contains(" 2\n");
    }

    @Test
    void whoIsInAHurryWaitsForNothing() {
        merge("kiwi", "1", goloman);
        turns(2);
        merge("emu", "1", goloman);
        toWilkesLater.hurry();
        assertThat(delayed()).contains("kiwi").contains("emu");
        assertThat(isNoneDelayed()).isTrue();
    }

    @Test
    void changesFromElsewhereAreNotDelayed() {
        merge("kiwi", "1", Origin.UNKNOWN);
        assertThat(isNoneDelayed()).isTrue();
        assertThat(drain(toWilkes)).contains("kiwi");
    }

    private boolean isNoneDelayed() {
        return toWilkesLater.both().stream().allMatch(feed -> feed.size() == 0);
    }

    private void turns(int count) {
        for (int i = 0; i < count; i++) {
            toWilkesLater.turn();
        }
    }

    private void merge(String client, String time, Origin origin) {
        var _ = state.mergeRemote(report(client, time), origin);
    }

    private static String drain(ChangeFeed feed) {
        var out = new ByteWriter(0);
        int _ = feed.drain(out, Integer.MAX_VALUE);
        feed.commit();
        return out.view().toString();
    }

    private String delayed() {
        var out = new ByteWriter(0);
        int _ = toWilkesLater.drain(out, Integer.MAX_VALUE);
        return out.view().toString();
    }

    private static Report report(String client, String time) {
        return ((LinkMessage.At) LinkMessageParser.parse(Bytes.of("AT " + client + " Welsh +1 +1 +0 " + time)))
                .report();
    }
}
