package io.herd.server.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.KafkaConfig.Consume;
import io.herd.geo.Circle;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import io.herd.server.kafka.TopicWriter.Outcome;
import io.herd.state.HerdState;
import io.herd.state.Origin;
import io.herd.state.SipHash;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/** What a server publishes and merges, over the time of a test. */
class BridgeTest {
    private static final int PARTITIONS = 4;
    private static final long SECOND = Topics.SECOND;

    private final HerdState state = new HerdState(new SipHash(1, 2));
    private final Topics.Sent topic = new Topics.Sent();
    private final Map<String, Long> heard = new HashMap<>();
    private long now;
    private Bridge bridge = bridge(Consume.SHARED);
    private PublisherRounds publisher = publisher(0);
    private ReaderRounds reader = reader();

    private Bridge bridge(Consume consume) {
        return bridge(consume, true);
    }

    private Bridge bridge(Consume consume, boolean joinsFences) {
        return new Bridge(state, "Goloman", Set.of("Goloman", "Hands"), consume, joinsFences, now);
    }

    private PublisherRounds publisher(long since) {
        return new PublisherRounds(
                bridge,
                new TopicCodec(Bytes.of("west")),
                new Absences(Set.of("Hands"), now),
                () -> 1_000 * SECOND + now,
                10_000,
                since,
                now);
    }

    private ReaderRounds reader() {
        return new ReaderRounds(bridge, Bytes.of("west"), () -> 2_000 * SECOND, 30 * SECOND, NOPLogger.NOP_LOGGER, now);
    }

    private void accept(String client, long seconds) {
        var _ = state.acceptLocal(Topics.report("Goloman", client, seconds));
    }

    private void hear(String server, String client, long seconds) {
        var _ = state.mergeRemote(Topics.report(server, client, seconds), Origin.UNKNOWN);
    }

    private void read(Report report) {
        reader.read(Topics.record(report, "west"));
        boolean _ = reader.end(now);
    }

    private List<String> published() {
        var _ = publisher.publish(topic, PARTITIONS, heard, now);
        return topic.take();
    }

    private List<String> publishedAfter(long seconds) {
        List<String> before = List.of();
        for (long end = now + seconds * SECOND; now < end && before.isEmpty(); ) {
            now += SECOND;
            heard.merge("Hands", 1L, Long::sum);
            before = published();
        }
        return before;
    }

    /** All partitions are this server's, and read to their ends. */
    private void catchUp() {
        List<Integer> all = List.of(0, 1, 2, 3);
        reader.assigned(all, now);
        all.forEach(each -> reader.start(each, 0));
        reader.learnEnds(Map.of(0, 0L, 1, 0L, 2, 0L, 3, 0L));
        boolean _ = reader.end(now);
        assertThat(bridge.isSettled()).isTrue();
    }

    @Test
    void acknowledgementsAreToldOfBatchesThatHadRecords() {
        var times = new ArrayList<Long>();
        publisher.observe(times::add);
        assertThat(published()).isEmpty();
        assertThat(times).isEmpty();
        accept("kiwi", 1);
        assertThat(published()).hasSize(1);
        topic.settle(Outcome.ACKNOWLEDGED);
        assertThat(times).hasSize(1);
    }

    @Test
    void recordsThatOtherHerdsKeepAreAcknowledgedByTheTopicOrWaitForIt() {
        Future<Void> kiwi = publisher.publish(Topics.report("Goloman", "kiwi", 1));
        assertThat(publisher.isDrained()).isFalse();
        assertThat(published()).containsExactly("kiwi");
        topic.settle(Outcome.FAILED);
        assertThat(kiwi.isComplete()).isFalse();
        assertThat(published()).containsExactly("kiwi");
        topic.settle(Outcome.ACKNOWLEDGED);
        assertThat(kiwi.succeeded()).isTrue();
        assertThat(publisher.isDrained()).isTrue();
        Future<Void> emu = publisher.publish(Topics.report("Goloman", "emu", 1));
        assertThat(published()).containsExactly("emu");
        topic.settle(Outcome.REFUSED);
        assertThat(emu.failed()).isTrue();
        assertThat(publisher.isDrained()).isTrue();
    }

    @Test
    void noMoreRecordsThatOtherHerdsKeepWaitThanMay() {
        Future<Void> last = publisher.publish(Topics.report("Goloman", "kiwi", 1));
        int taken = 0;
        while (!last.failed()) {
            taken++;
            assertThat(taken).isLessThan(40);
            last = publisher.publish(Topics.report("Goloman", "kiwi" + taken, 1));
        }
        assertThat(taken).isGreaterThan(10);
        assertThat(published()).hasSize(taken);
        topic.settle(Outcome.ACKNOWLEDGED);
        assertThat(publisher.publish(Topics.report("Goloman", "emu", 1)).failed())
                .isFalse();
    }

    @Test
    void fencesStayInTheirHerdWhereHerdsShareTheClients() {
        Report fence = fence("depot");
        var _ = state.acceptLocal(fence);
        assertThat(published()).containsExactly("FENCE depot");
        topic.settle(Outcome.ACKNOWLEDGED);
        bridge = bridge(Consume.ALL, false);
        publisher = publisher(0);
        reader = reader();
        var _ = state.acceptLocal(fence("yard"));
        read(fence("gate"));
        assertThat(published()).isEmpty();
        assertThat(publisher.isDrained()).isTrue();
        assertThat(bridge.counters().elsewhere.sum()).isEqualTo(1);
        assertThat(state.find(fence("gate").client())).isNull();
    }

    private static Report fence(String name) {
        FenceName known = requireNonNull(FenceName.of(name));
        return Report.fence(Bytes.of("Goloman"), known, new Circle(new Position(1, 2), 100), SECOND);
    }

    @Test
    void publishesWhatItAcceptedAndNotWhatItWasTold() {
        accept("kiwi", 1);
        hear("Hands", "emu", 1);
        assertThat(published()).containsExactly("kiwi");
        topic.settle(Outcome.ACKNOWLEDGED);
        assertThat(published()).isEmpty();
        assertThat(publisher.isDrained()).isTrue();
        assertThat(bridge.counters().published.sum()).isEqualTo(1);
    }

    @Test
    void owesAgainWhatFailedAndLetsGoWhatIsNeverTaken() {
        accept("kiwi", 1);
        assertThat(published()).containsExactly("kiwi");
        topic.settle(Outcome.FAILED);
        assertThat(published()).containsExactly("kiwi");
        topic.settle(Outcome.REFUSED);
        assertThat(published()).isEmpty();
        assertThat(publisher.isDrained()).isTrue();
    }

    @Test
    void handsOverNoMoreThanMayBeOnItsWay() {
        for (int i = 0; i < 10_000; i++) {
            accept("client" + i, 1);
        }
        int first = published().size();
        assertThat(first).isLessThan(2_000);
        assertThat(published()).isEmpty();
        topic.settle(Outcome.ACKNOWLEDGED);
        assertThat(published()).isNotEmpty();
    }

    @Test
    void doesNotOweWhatTheTopicHas() {
        accept("kiwi", 1);
        accept("emu", 1);
        read(Topics.report("Goloman", "kiwi", 1));
        read(Topics.report("Welsh", "emu", 2));
        assertThat(published()).isEmpty();
    }

    @Test
    void repairsTheTopicWhereAnOlderRecordIsLast() {
        catchUp();
        accept("kiwi", 2);
        assertThat(published()).containsExactly("kiwi");
        topic.settle(Outcome.ACKNOWLEDGED);
        read(Topics.report("Goloman", "kiwi", 2));
        assertThat(publishedAfter(8)).isEmpty();
        read(Topics.report("Hands", "kiwi", 1));
        assertThat(publishedAfter(7)).containsExactly("kiwi");
        assertThat(bridge.counters().repaired.sum()).isEqualTo(1);
        topic.settle(Outcome.ACKNOWLEDGED);
        assertThat(publishedAfter(8)).isEmpty();
    }

    @Test
    void doesNotRepairWhatIsReadAMomentLaterOrWillBePublishedAnyway() {
        catchUp();
        hear("Hands", "kiwi", 2);
        hear("Hands", "emu", 2);
        read(Topics.report("Hands", "kiwi", 1));
        read(Topics.report("Hands", "emu", 1));
        now += SECOND;
        read(Topics.report("Hands", "kiwi", 2));
        hear("Hands", "emu", 3);
        assertThat(publishedAfter(20)).isEmpty();
    }

    @Test
    void leavesItToAnotherHerdForAWhileToRepairItsRecords() {
        catchUp();
        now += 31 * SECOND;
        heard.put("Hands", 1L);
        var _ = published();
        hear("Welsh", "kiwi", 2);
        read(Topics.report("Welsh", "kiwi", 1));
        assertThat(publishedAfter(20)).isEmpty();
        assertThat(publishedAfter(60)).containsExactly("kiwi");
    }

    @Test
    void repairsNothingBeforeTheTopicHasBeenReadToItsEnd() {
        reader.assigned(List.of(0), now);
        reader.start(0, 0);
        reader.learnEnds(Map.of(0, 5L));
        hear("Hands", "kiwi", 2);
        read(Topics.report("Hands", "kiwi", 1));
        assertThat(publishedAfter(25)).isEmpty();
        reader.position(0, 5);
        boolean _ = reader.end(now);
        assertThat(publishedAfter(10)).containsExactly("kiwi");
    }

    @Test
    void publishesOwnRecordsAgainAfterItsStart() {
        hear("Goloman", "kiwi", 100);
        hear("Hands", "emu", 100);
        assertThat(publishedAfter(40)).containsExactly("kiwi");
        topic.settle(Outcome.ACKNOWLEDGED);
        assertThat(publishedAfter(100)).isEmpty();
    }

    @Test
    void publishesOnlyThoseAgainThatMayBeMissing() {
        publisher = publisher(200 * SECOND);
        hear("Goloman", "kiwi", 100);
        hear("Goloman", "emu", 195);
        assertThat(publishedAfter(40)).containsExactly("emu");
    }

    @Test
    void publishesTheRecordsOfAServerThatIsAwayOnce() {
        catchUp();
        hear("Hands", "kiwi", 1);
        heard.put("Hands", 7L);
        assertThat(publishedAfter(40)).isEmpty();
        now += 29 * SECOND;
        assertThat(published()).isEmpty();
        now += 2 * SECOND;
        assertThat(published()).containsExactly("kiwi");
        topic.settle(Outcome.ACKNOWLEDGED);
        now += 60 * SECOND;
        assertThat(published()).isEmpty();
        reader.assigned(List.of(0, 1, 2, 3), now);
        now += SECOND;
        assertThat(published()).containsExactly("kiwi");
    }

    @Test
    void leavesThePartitionsOfOthersToThem() {
        hear("Hands", "kiwi", 1);
        now += 31 * SECOND;
        assertThat(published()).isEmpty();
    }

    @Test
    void ofServersThatAllReadEverythingOneRepairs() {
        bridge = bridge(Consume.ALL);
        publisher = publisher(0);
        reader = reader();
        catchUp();
        for (int i = 0; i < 100; i++) {
            hear("Hands", "client" + i, 2);
            read(Topics.report("Hands", "client" + i, 1));
        }
        assertThat(publishedAfter(7).size()).isBetween(20, 80);
    }

    @Test
    void theWatermarkRisesOnceAllBeforeItIsAcknowledged() {
        assertThat(publishedAfter(40)).isEmpty();
        long before = publisher.watermarkNanos();
        now += SECOND;
        accept("kiwi", 1);
        assertThat(published()).containsExactly("kiwi");
        assertThat(published()).isEmpty();
        accept("emu", 1);
        assertThat(published()).containsExactly("emu");
        assertThat(publisher.watermarkNanos()).isEqualTo(before);
        topic.settle(Outcome.ACKNOWLEDGED);
        assertThat(publisher.watermarkNanos()).isGreaterThan(before);
    }

    @Test
    void countsEachRecordThatItReads() {
        read(Topics.report("Welsh", "kiwi", 2));
        read(Topics.report("Welsh", "kiwi", 2));
        read(Topics.report("Welsh", "kiwi", 1));
        read(Topics.report("Welsh", "kiwi", 2_001));
        reader.read(new TopicRecord(Bytes.of("kiwi"), null, null, null));
        BridgeCounters counters = bridge.counters();
        assertThat(List.of(
                        counters.news.sum(),
                        counters.known.sum(),
                        counters.older.sum(),
                        counters.future.sum(),
                        counters.empty.sum()))
                .containsOnly(1L);
    }

    @Test
    void noticesThatAnotherHerdHasAServerOfTheSameName() {
        catchUp();
        reader.read(Topics.record(Topics.report("Hands", "kiwi", 1), "east"));
        reader.read(Topics.record(Topics.report("Welsh", "emu", 1), "east"));
        reader.read(Topics.record(Topics.report("Hands", "rhea", 1), "west"));
        assertThat(reader.end(now)).isTrue();
        assertThat(bridge.counters().namesakes.sum()).isEqualTo(1);
        assertThat(state.size()).isEqualTo(3);
    }
}
