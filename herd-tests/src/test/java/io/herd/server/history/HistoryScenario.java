package io.herd.server.history;

import io.herd.config.HistoryConfig;
import io.herd.config.JournalConfig.Sync;
import io.herd.protocol.Bytes;
import io.herd.protocol.Readings;
import io.herd.server.journal.JournalCounters;
import io.herd.server.journal.JournalException;
import io.herd.server.journal.PlantedFault;
import io.herd.server.journal.SegmentLog;
import io.herd.server.journal.SimulatedDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;

/** A history on a disk that fails, in one thread, from a seed; with what a client and whoever deletes may rely on. */
final class HistoryScenario {
    private static final int STEPS = 400;
    private static final long SECOND = 1_000_000_000;
    private static final Bytes SERVER = Bytes.of("Goloman");
    private static final List<Bytes> CLIENTS = List.of(Bytes.of("kiwi"), Bytes.of("emu"), Bytes.of("rhea"));
    private static final HistoryConfig CONFIG =
            new HistoryConfig(true, "data", 100_000, Duration.ofDays(3_000), 1 << 20);

    private final Random random;
    private final PlantedFault fault;
    private final SimulatedDisk disk;
    /** The times of each client that were acknowledged, and of those that were not yet. */
    private final Map<Bytes, NavigableSet<Long>> acknowledged = new HashMap<>();

    private final Map<Bytes, Long> deleted = new HashMap<>();
    private final List<HistoryChange> unacknowledged = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Tracks tracks;
    private HistoryRounds rounds;
    private long now = SECOND;

    HistoryScenario(long seed, PlantedFault fault) throws IOException, JournalException {
        this.fault = fault;
        random = new Random(seed);
        disk = new SimulatedDisk(random);
        start();
    }

    private void start() throws IOException, JournalException {
        var counters = new HistoryCounters();
        tracks = new Tracks(CONFIG.reports(), CONFIG.age().toNanos(), CONFIG.bytes(), SERVER.length(), counters);
        var log = new SegmentLog(
                fault.between(disk), "Goloman", Sync.ALWAYS, 20_000, 1 << 20, random::nextLong, new JournalCounters());
        rounds = new HistoryRounds(SERVER, CONFIG, tracks, log, counters, now);
        long _ = rounds.load(now);
    }

    /** What was promised and does not hold. */
    List<String> run() throws IOException, JournalException {
        for (int step = 0; step < STEPS; step++) {
            disk.failForces(random.nextInt(4) == 0 ? 0.3 : 0);
            disk.leaveRoom(random.nextInt(8) == 0 ? random.nextInt(9_000) : Long.MAX_VALUE);
            round();
            if (random.nextInt(20) == 0) {
                crash();
            }
        }
        return problems;
    }

    private void round() {
        List<HistoryChange> changes = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            HistoryChange change = change();
            changes.add(change);
            unacknowledged.add(change);
        }
        rounds.take(changes, now);
        now += random.nextLong(SECOND);
        if (rounds.commit(now)) {
            unacknowledged.forEach(this::acknowledge);
            unacknowledged.clear();
        }
        rounds.look(now, now);
    }

    private HistoryChange change() {
        Bytes client = CLIENTS.get(random.nextInt(CLIENTS.size()));
        if (random.nextInt(150) == 0) {
            return new HistoryChange.Deleted(client, now);
        }
        // A state refuses reports that are not newer than a deletion.
        long earliest = unacknowledged.stream()
                .filter(each -> each.client().equals(client))
                .mapToLong(each -> each instanceof HistoryChange.Deleted gone ? gone.timeNanos() : 0)
                .reduce(deleted.getOrDefault(client, 0L), Math::max);
        long time = Math.max(now - random.nextLong(50 * SECOND), earliest + 1);
        var readings = new Readings(random.nextInt(100), Double.NaN, Double.NaN, Double.NaN, Double.NaN, "");
        var point = new HistoryPoint(
                time, Bytes.of("+34.068930-118.445127"), random.nextBoolean() ? readings : Readings.NONE);
        return new HistoryChange.Reported(client, point);
    }

    private NavigableSet<Long> acknowledged(Bytes client) {
        return acknowledged.computeIfAbsent(client, _ -> new TreeSet<>());
    }

    private void acknowledge(HistoryChange change) {
        NavigableSet<Long> times = acknowledged(change.client());
        switch (change) {
            case HistoryChange.Reported reported -> times.add(reported.point().timeNanos());
            case HistoryChange.Deleted(var client, var time) -> {
                times.headSet(time, true).clear();
                deleted.merge(client, time, Math::max);
            }
        }
    }

    /** The process is killed, or the power is cut; then it starts again. */
    private void crash() throws IOException, JournalException {
        if (random.nextBoolean()) {
            disk.cutPower();
        }
        disk.failForces(0);
        disk.leaveRoom(Long.MAX_VALUE);
        start();
        // Nobody knows what has become of these: clients send reports again, and deletions are asked for again.
        for (HistoryChange each : unacknowledged) {
            if (each instanceof HistoryChange.Deleted(var client, var time)) {
                acknowledged(client).headSet(time, true).clear();
                deleted.merge(client, time, Math::max);
                rounds.take(List.of(each), now);
            }
        }
        unacknowledged.removeIf(each -> each instanceof HistoryChange.Reported);
        check();
    }

    private void check() {
        for (Bytes client : CLIENTS) {
            TreeSet<Long> there = new TreeSet<>();
            tracks.read(client, 0, Long.MAX_VALUE, 100_000).points().forEach(each -> there.add(each.timeNanos()));
            TreeSet<Long> lost = new TreeSet<>(acknowledged(client));
            // Only the newest fit.
            lost.removeIf(time -> there.contains(time) || tracks.bytes() > CONFIG.bytes() * 9 / 10);
            if (!lost.isEmpty()) {
                problems.add(client + " has lost " + lost.size());
            }
            if (!there.isEmpty() && there.first() <= deleted.getOrDefault(client, 0L)) {
                problems.add(client + " was deleted, and is there");
            }
        }
    }
}
