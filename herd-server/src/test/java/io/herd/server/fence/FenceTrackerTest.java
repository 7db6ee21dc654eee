package io.herd.server.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.geo.Area;
import io.herd.geo.Circle;
import io.herd.geo.Polygon;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.FenceName;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who enters and leaves which fence, of clients on a map in metres around a city. */
class FenceTrackerTest {
    private static final Position CENTER = new Position(52.52, 13.4);
    private static final long SECOND = 1_000_000_000;
    private static final long STALE = 600 * SECOND;

    private final FenceCounters counters = new FenceCounters();
    private final List<String> events = new ArrayList<>();
    private final List<FenceEvent> all = new ArrayList<>();
    private final Map<Long, Report> newest = new HashMap<>();
    private final FenceTracker tracker = tracker(1_000);
    private long now = 1_000 * SECOND;

    private FenceTracker tracker(int mostVisits) {
        return new FenceTracker(mostVisits, STALE, newest::get, counters, event -> {
            events.add(event.client() + " " + event.kind().text() + " "
                    + event.fence().name().text());
            all.add(event);
        });
    }

    private static Position at(double east, double north) {
        double perDegree = Math.toRadians(1) * Position.EARTH_RADIUS;
        return new Position(
                CENTER.latitude() + north / perDegree,
                CENTER.longitude() + east / perDegree / Math.cos(Math.toRadians(CENTER.latitude())));
    }

    private static Fence fence(String name, Area area) {
        FenceName fence = Objects.requireNonNull(FenceName.of(name));
        return Fence.of(Report.fence(Bytes.of("S"), fence, area, SECOND));
    }

    private static Fence circle(String name, double radius) {
        return fence(name, new Circle(CENTER, radius));
    }

    private static Report report(String client, Position position, long seconds) {
        String line = String.format(
                Locale.ROOT, "AT %s S %+.7f %+.7f +0.0 %d", client, position.latitude(), position.longitude(), seconds);
        return ((LinkMessage.At) LinkMessageParser.parse(Bytes.of(line))).report();
    }

    private void define(Fence fence) {
        tracker.define(List.of(fence), now);
    }

    /** A client is so many metres east of the center. */
    private void move(String client, double east) {
        move(client, east, 0);
    }

    private void move(String client, double east, double north) {
        now += SECOND;
        move(client, at(east, north), now / SECOND);
    }

    private void move(String client, Position position, long seconds) {
        Report report = report(client, position, seconds);
        newest.put((long) client.hashCode(), report);
        tracker.report(client.hashCode(), report, now);
    }

    private void pass(long seconds) {
        now += seconds * SECOND;
        long _ = tracker.tick(now);
    }

    @Test
    void aClientEntersAndLeaves() {
        define(circle("depot", 100));
        move("kiwi", 300);
        move("kiwi", 90);
        assertThat(events).containsExactly("kiwi enter depot");
        move("kiwi", 300);
        assertThat(events).hasSize(1);
        move("kiwi", 301);
        assertThat(events).containsExactly("kiwi enter depot", "kiwi leave depot");
        // The event is that of the first report outside.
        assertThat(all.getLast().cause().timeNanos()).isEqualTo(now - SECOND);
        assertThat(tracker.inside()).isZero();
    }

    @Test
    void oneReportOutsideCountsAfterAWhile() {
        define(circle("depot", 100));
        move("kiwi", 300);
        move("kiwi", 90);
        move("kiwi", 300);
        pass(29);
        assertThat(events).hasSize(1);
        pass(1);
        assertThat(events).containsExactly("kiwi enter depot", "kiwi leave depot");
    }

    @Test
    void oneReportOutsideMayBeAMistake() {
        define(circle("depot", 100));
        move("kiwi", 300);
        move("kiwi", 90);
        for (int i = 0; i < 20; i++) {
            move("kiwi", 3_000);
            move("kiwi", 50);
        }
        pass(100);
        assertThat(events).containsExactly("kiwi enter depot");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whoStaysAtTheBorderEntersOnce(long seed) {
        var random = new Random(seed);
        define(circle("depot", 100));
        List<Position> square = List.of(at(-100, -100), at(100, -100), at(100, 100), at(-100, 100));
        define(fence("yard", new Polygon(List.of(square))));
        move("kiwi", 200);
        double driftEast = 0;
        double driftNorth = 0;
        for (int i = 0; i < 5_000; i++) {
            // The noise of a receiver: an error that drifts, and one of each fix.
            driftEast = 0.9 * driftEast + random.nextGaussian();
            driftNorth = 0.9 * driftNorth + random.nextGaussian();
            move("kiwi", 100 + driftEast + 2 * random.nextGaussian(), driftNorth + 2 * random.nextGaussian());
        }
        assertThat(events).containsExactlyInAnyOrder("kiwi enter depot", "kiwi enter yard");
    }

    @Test
    void whoCrossesAFenceInOneStepPasses() {
        define(circle("gate", 10));
        move("kiwi", -60);
        move("kiwi", 60);
        assertThat(events).containsExactly("kiwi pass gate");
        move("kiwi", 60, 300);
        move("kiwi", -60, 300);
        assertThat(events).hasSize(1);
    }

    @Test
    void noiseBesideAFenceDoesNotPass() {
        define(circle("gate", 4));
        move("kiwi", -6);
        for (int i = 0; i < 100; i++) {
            move("kiwi", i % 2 == 0 ? 6 : -6);
        }
        assertThat(events).isEmpty();
    }

    @Test
    void nobodyKnowsTheWayOfALongStep() {
        define(circle("gate", 1_000));
        move("kiwi", -60_000);
        move("kiwi", 60_000);
        assertThat(events).isEmpty();
        move("kiwi", 30_000);
        move("kiwi", -30_000);
        assertThat(events).containsExactly("kiwi pass gate");
    }

    @Test
    void lateReportsNeverCount() {
        define(circle("depot", 100));
        move("kiwi", 300);
        move("kiwi", at(0, 0), now / SECOND - 10);
        move("kiwi", at(0, 0), now / SECOND);
        assertThat(events).isEmpty();
        move("kiwi", 10);
        move("kiwi", at(500, 0), 1);
        move("kiwi", at(500, 0), 2);
        pass(40);
        assertThat(events).containsExactly("kiwi enter depot");
    }

    @Test
    void whoIsThereAlreadyHasNotEntered() {
        define(circle("depot", 100));
        move("kiwi", 10);
        assertThat(events).isEmpty();
        assertThat(tracker.inside()).isEqualTo(1);
        define(circle("yard", 200));
        assertThat(tracker.inside()).isEqualTo(2);
        move("kiwi", 500);
        move("kiwi", 500);
        assertThat(events).containsExactlyInAnyOrder("kiwi leave depot", "kiwi leave yard");
    }

    @Test
    void whoFallsSilentIsStaleOnceAndStillThere() {
        define(circle("depot", 100));
        move("kiwi", 300);
        move("kiwi", 10);
        pass(599);
        assertThat(events).hasSize(1);
        pass(1);
        pass(5_000);
        assertThat(events).containsExactly("kiwi enter depot", "kiwi stale depot");
        move("kiwi", 20);
        pass(600);
        assertThat(events).hasSize(3).last().isEqualTo("kiwi stale depot");
        move("kiwi", 400);
        move("kiwi", 401);
        assertThat(events).hasSize(4).last().isEqualTo("kiwi leave depot");
    }

    @Test
    void whoIsForgottenIsGone() {
        define(circle("depot", 100));
        move("kiwi", 10);
        tracker.forget("kiwi".hashCode());
        assertThat(events).containsExactly("kiwi gone depot");
        assertThat(tracker.inside()).isZero();
        move("kiwi", at(0, 0), 1);
        assertThat(tracker.inside()).isEqualTo(1);
    }

    @Test
    void ofADeletedFenceNothingIsSaid() {
        define(circle("depot", 100));
        move("kiwi", 10);
        tracker.remove(circle("depot", 100).name());
        move("kiwi", 1_000);
        move("kiwi", 1_001);
        assertThat(events).isEmpty();
        assertThat(tracker.tick(now)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aFenceThatIsDefinedAnewBeginsAnew() {
        define(circle("depot", 100));
        move("kiwi", 10);
        define(circle("depot", 5));
        move("kiwi", 11);
        move("kiwi", 3);
        assertThat(events).containsExactly("kiwi enter depot");
    }

    @Test
    void nothingIsSaidOfMoreThanThereIsRoomFor() {
        FenceTracker small = tracker(2);
        small.define(List.of(circle("depot", 100)), now);
        for (String client : List.of("a", "b", "c")) {
            for (int east : new int[] {500, 0}) {
                now += SECOND;
                small.report(client.hashCode(), report(client, at(east, 0), now / SECOND), now);
            }
        }
        assertThat(events).containsExactly("a enter depot", "b enter depot");
        assertThat(counters.untracked.sum()).isEqualTo(1);
        small.forget("a".hashCode());
        now += SECOND;
        small.report("c".hashCode(), report("c", at(1, 0), now / SECOND), now);
        assertThat(events).last().isEqualTo("c enter depot");
    }

    @Test
    void idsAreTheSameOnEveryServerAndDifferOtherwise() {
        Fence depot = circle("depot", 100);
        define(depot);
        move("kiwi", 300);
        move("kiwi", 10);
        FenceEvent event = all.getLast();
        assertThat(FenceEvent.of(depot, FenceEvent.Kind.ENTER, event.cause()).id())
                .isEqualTo(event.id());
        assertThat(event.id()).matches("[0-9a-f]{32}");
        assertThat(FenceEvent.of(depot, FenceEvent.Kind.PASS, event.cause()).id())
                .isNotEqualTo(event.id());
        assertThat(FenceEvent.of(circle("depot", 101), FenceEvent.Kind.ENTER, event.cause())
                        .id())
                .isNotEqualTo(event.id());
        assertThat(FenceEvent.of(depot, FenceEvent.Kind.ENTER, report("kiwi", at(10, 0), 3))
                        .id())
                .isNotEqualTo(event.id());
    }

    /** Steps of many clients among many fences: what the index leaves out would have changed nothing. */
    @Test
    void theIndexMissesNothing() {
        var random = new Random(1);
        List<Fence> fences = IntStream.range(0, 300)
                .mapToObj(i -> fence(
                        "f" + i,
                        new Circle(at(random.nextInt(20_000), random.nextInt(20_000)), 5 + random.nextInt(1_000))))
                .toList();
        fences.forEach(this::define);
        int expected = 0;
        for (int i = 0; i < 1_000; i++) {
            Position from = at(random.nextInt(20_000), random.nextInt(20_000));
            Position to = at(random.nextInt(20_000), random.nextInt(20_000));
            String client = "c" + i;
            move(client, from, 1);
            events.clear();
            move(client, to, 2);
            for (Fence fence : fences) {
                boolean isBefore = fence.area().contains(from);
                boolean isMentioned = !isBefore && fence.area().isCutBy(from, to);
                boolean isShort = from.distanceTo(to) <= fence.leaveMetres();
                expected += isMentioned && !isShort ? 1 : 0;
                assertThat(events.stream()
                                .anyMatch(
                                        each -> each.endsWith(" " + fence.name().text())))
                        .as(() -> fence + " " + from + " " + to)
                        .isEqualTo(isMentioned && (!isShort || fence.area().contains(to)));
            }
            tracker.forget(client.hashCode());
        }
        assertThat(expected).isGreaterThan(500);
    }
}
