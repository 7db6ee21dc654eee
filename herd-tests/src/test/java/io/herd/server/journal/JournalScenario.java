package io.herd.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.JournalConfig.Sync;
import io.herd.protocol.Bytes;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Report;
import io.herd.state.ChangeFeed;
import io.herd.state.Expiry;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import io.herd.state.SmallState;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The life of one journal with policy {@code always}, from a seed: reports, commits, snapshots, disks that fail or are full, kills
 * and power cuts. After each start, no client's report may be older than the one that was acknowledged, and none may be
 * one that the client did not make.
 */
final class JournalScenario {
    private static final String SERVER = "Goloman";
    private static final SipHash KEY = new SipHash(1, 2);
    private static final int CLIENTS = 6;
    private static final int STEPS = 60;

    private final long seed;
    private final Random random;
    private final SimulatedDisk hardware;
    private final Disk disk;
    private final JournalCounters counters = new JournalCounters();
    private final Map<String, Long> reported = new HashMap<>();
    private final Map<String, Long> acknowledged = new HashMap<>();
    private long now;
    private long reportTime;
    private HerdState state = emptyState();
    private ChangeFeed feed = state.openBuffered(ChangeFeed.Scope.ALL);
    private Committer committer;
    private @Nullable Snapshot snapshot;

    JournalScenario(long seed, PlantedFault fault) throws IOException, JournalException {
        this.seed = seed;
        random = new Random(seed);
        hardware = new SimulatedDisk(random);
        disk = fault.between(hardware);
        committer = start();
    }

    private static HerdState emptyState() {
        return SmallState.of(
                bytes -> SmallState.hash(KEY, bytes),
                Comparator.naturalOrder(),
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                Expiry.DEFAULT,
                SmallState.rule(Expiry.DEFAULT));
    }

    /** Goes through all of it; an error says what was lost. */
    void run() throws IOException, JournalException {
        for (int step = 0; step < STEPS; step++) {
            now += 1_000_000L * (1 + random.nextInt(400));
            switch (random.nextInt(20)) {
                case 0 -> restart(true);
                case 1 -> restart(false);
                case 2 -> beginSnapshot();
                case 3, 4, 5 -> stepSnapshot();
                case 6 -> hardware.failForces(random.nextBoolean() ? 0 : random.nextDouble());
                case 7 -> hardware.leaveRoom(random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(20_000));
                case 8, 9, 10 -> commit();
                default -> report();
            }
        }
        restart(true);
        assertItRecovers();
    }

    private void report() {
        String client = "client" + random.nextInt(CLIENTS);
        reportTime++;
        String line = "AT " + client + " " + SERVER + " +34.0 -118.4 +0.2 " + reportTime;
        Report report = ((LinkMessage.At) LinkMessageParser.parse(Bytes.of(line))).report();
        assertThat(state.acceptLocal(report)).isNotNull();
        reported.put(client, reportTime);
    }

    /** Whoever has reported by then is answered, if it succeeds. */
    private void commit() {
        if (committer.commit(now)) {
            acknowledged.putAll(standing());
        }
    }

    private Map<String, Long> standing() {
        var times = new HashMap<String, Long>();
        for (String client : reported.keySet()) {
            Report report = state.find(Bytes.of(client));
            if (report != null) {
                times.put(client, report.timeNanos() / 1_000_000_000);
            }
        }
        return times;
    }

    private void beginSnapshot() {
        if (snapshot == null && committer.begin(now)) {
            try {
                snapshot = new Snapshot(disk, state, SERVER, committer.number(), random.nextLong(), 1, Set.of());
            } catch (IOException e) {
                // It failed, as it may.
            }
        }
    }

    private void stepSnapshot() {
        Snapshot current = snapshot;
        if (current != null) {
            try {
                snapshot = current.step() ? null : current;
            } catch (IOException e) {
                snapshot = null;
            }
        }
    }

    /** @param isPowerCut whether the disk loses what was not forced, or only the process its memory */
    private void restart(boolean isPowerCut) throws IOException, JournalException {
        if (isPowerCut) {
            hardware.cutPower();
        }
        hardware.failForces(0);
        committer = start();
        assertNothingIsLost();
    }

    private Committer start() throws IOException, JournalException {
        state = emptyState();
        snapshot = null;
        LoadedJournal loaded = JournalLoader.load(disk, SERVER, state, Runnable::run, 1, 0);
        assertThat(loaded.isDamaged()).as("seed %d: %s", seed, loaded).isFalse();
        feed = state.openBuffered(ChangeFeed.Scope.ALL);
        loaded.makePending(feed);
        return new Committer(disk, SERVER, state, feed, Sync.ALWAYS, loaded, random::nextLong, counters);
    }

    private void assertNothingIsLost() {
        Map<String, Long> recovered = standing();
        acknowledged.forEach((client, time) -> assertThat(recovered.getOrDefault(client, 0L))
                .as("seed %d: %s", seed, client)
                .isGreaterThanOrEqualTo(time));
        recovered.forEach((client, time) ->
                assertThat(time).as("seed %d: %s", seed, client).isLessThanOrEqualTo(reported.get(client)));
    }

    /** When nothing fails any more, a commit succeeds within the longest back-off. */
    private void assertItRecovers() {
        hardware.failForces(0);
        hardware.leaveRoom(Long.MAX_VALUE);
        report();
        now += Committer.LONGEST_BACK_OFF;
        assertThat(committer.commit(now)).as("seed %d recovers", seed).isTrue();
        assertThat(committer.problem()).isNull();
        assertThat(feed.isEmpty()).isTrue();
    }
}
