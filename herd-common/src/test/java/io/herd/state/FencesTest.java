package io.herd.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.geo.Circle;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.FenceName;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Fences in the store of the clients: the same order and digests, but counts and lifetimes of their own. */
class FencesTest {
    private static final Bytes SERVER = Bytes.of("S");
    private static final long SECOND = 1_000_000_000;
    private static final Expiry SHORT = new Expiry(Duration.ofSeconds(60), Duration.ofSeconds(60));

    private final HerdState state = new HerdState(new SipHash(1, 2), 2, 2, Long.MAX_VALUE, SHORT);

    private static FenceName name(String name) {
        return Objects.requireNonNull(FenceName.of(name));
    }

    private static Report fence(String name, long seconds) {
        return Report.fence(SERVER, name(name), new Circle(new Position(1, 2), 100), seconds * SECOND);
    }

    private static Report deleted(String name, long seconds) {
        return Report.tombstone(SERVER, name(name).recordName(), seconds * SECOND);
    }

    private static Report client(String name, long seconds) {
        var line = Bytes.of("AT " + name + " S +1 +1 +0.0 " + seconds);
        return ((LinkMessage.At) LinkMessageParser.parse(line)).report();
    }

    @Test
    void theNewestDefinitionStands() {
        assertThat(state.acceptLocal(fence("depot", 2))).isEqualTo(PutResult.ACCEPTED);
        assertThat(state.mergeRemote(fence("depot", 1), Origin.UNKNOWN)).isEqualTo(MergeResult.OLDER);
        assertThat(state.find(name("depot"))).isEqualTo(fence("depot", 2));
        assertThat(state.mergeRemote(deleted("depot", 3), Origin.UNKNOWN)).isEqualTo(MergeResult.ACCEPTED);
        assertThat(state.find(name("depot"))).isNull();
        assertThat(state.acceptLocal(fence("depot", 3))).isEqualTo(PutResult.DELETED);
        assertThat(state.acceptLocal(fence("depot", 4))).isEqualTo(PutResult.ACCEPTED);
        assertThat(state.find(name("depot"))).isEqualTo(fence("depot", 4));
    }

    @Test
    void aFenceIsNoClient() {
        var _ = state.acceptLocal(fence("depot", 1));
        assertThat(state.size()).isZero();
        assertThat(state.fences()).isEqualTo(1);
        assertThat(state.find(Bytes.of("depot"))).isNull();
        assertThat(state.find(Bytes.of("FENCE"))).isNull();
        var _ = state.acceptLocal(client("depot", 1));
        assertThat(state.find(Bytes.of("depot"))).isEqualTo(client("depot", 1));
        assertThat(state.find(name("depot"))).isEqualTo(fence("depot", 1));
        var _ = state.acceptLocal(deleted("depot", 2));
        assertThat(state.tombstones()).isZero();
        assertThat(state.size()).isEqualTo(1);
        assertThat(state.fences()).isZero();
    }

    @Test
    void theNamesAreInTheirOrder() {
        var large = new HerdState(new SipHash(1, 2));
        for (String each : new String[] {"c", "a", "b", "d"}) {
            var _ = large.mergeRemote(fence(each, 1), Origin.UNKNOWN);
        }
        var _ = large.mergeRemote(deleted("b", 2), Origin.UNKNOWN);
        assertThat(large.fenceNames(null)).extracting(FenceName::text).containsExactly("a", "c", "d");
        assertThat(large.fenceNames(name("b"))).extracting(FenceName::text).containsExactly("c", "d");
        assertThat(large.fenceNames(name("d"))).isEmpty();
    }

    @Test
    void fencesAndClientsHaveRoomOfTheirOwn() {
        assertThat(state.acceptLocal(fence("a", 1))).isEqualTo(PutResult.ACCEPTED);
        assertThat(state.acceptLocal(fence("b", 1))).isEqualTo(PutResult.ACCEPTED);
        assertThat(state.acceptLocal(fence("c", 1))).isEqualTo(PutResult.NO_ROOM);
        assertThat(state.mergeRemote(fence("c", 1), Origin.UNKNOWN)).isEqualTo(MergeResult.NO_ROOM);
        assertThat(state.acceptLocal(fence("a", 2))).isEqualTo(PutResult.ACCEPTED);
        assertThat(state.isFull()).isFalse();
        assertThat(state.acceptLocal(client("x", 1))).isEqualTo(PutResult.ACCEPTED);
        assertThat(state.acceptLocal(client("y", 1))).isEqualTo(PutResult.ACCEPTED);
        assertThat(state.acceptLocal(client("z", 1))).isEqualTo(PutResult.NO_ROOM);
        assertThat(state.acceptLocal(deleted("a", 3))).isEqualTo(PutResult.ACCEPTED);
        assertThat(state.acceptLocal(fence("c", 1))).isEqualTo(PutResult.ACCEPTED);
    }

    @Test
    void fencesAndTheirTombstonesNeverExpire() {
        var _ = state.acceptLocal(fence("a", 1));
        var _ = state.acceptLocal(fence("b", 1));
        var _ = state.acceptLocal(deleted("b", 2));
        var _ = state.acceptLocal(client("x", 1));
        state.expire(1_000 * SECOND);
        assertThat(state.size()).isZero();
        assertThat(state.tree().reports(Prefix.ROOT)).containsExactlyInAnyOrder(fence("a", 1), deleted("b", 2));
        // So a server that was away for long cannot bring the deleted one back.
        assertThat(state.mergeRemote(fence("b", 1), Origin.UNKNOWN)).isEqualTo(MergeResult.OLDER);
        assertThat(state.acceptLocal(fence("c", 3))).isEqualTo(PutResult.ACCEPTED);
    }

    @Test
    void aFeedTellsOfFences() {
        ChangeFeed feed = state.open(ChangeFeed.Scope.ALL);
        var _ = state.acceptLocal(fence("a", 1));
        var _ = state.acceptLocal(client("x", 1));
        var other = new HerdState(new SipHash(1, 2));
        Told.by(feed).forEach(report -> {
            var _ = other.mergeRemote(report, Origin.UNKNOWN);
        });
        assertThat(other.tree().root()).isEqualTo(state.tree().root());
        assertThat(other.find(name("a"))).isEqualTo(fence("a", 1));
    }
}
