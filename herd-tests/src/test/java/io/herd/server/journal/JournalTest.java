package io.herd.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.config.JournalConfig;
import io.herd.protocol.Bytes;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessageParser;
import io.herd.state.HerdState;
import io.herd.state.MergeResult;
import io.herd.state.Origin;
import io.herd.state.SipHash;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.NOPLogger;

class JournalTest {
    private static final Duration DEADLINE = Duration.ofMillis(200);
    private static Vertx vertx;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final HerdState state = state();
    private final Journal journal = journal("Goloman", state, disk);

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        var _ = vertx.close().await();
    }

    private static HerdState state() {
        return new HerdState(new SipHash(1, 2));
    }

    private static Journal journal(String server, HerdState state, Disk disk) {
        return new Journal(vertx, server, config(Path.of("data")), _ -> disk, state, NOPLogger.NOP_LOGGER);
    }

    private static JournalConfig config(Path directory) {
        return new JournalConfig(true, directory.toString(), JournalConfig.Sync.ALWAYS, DEADLINE);
    }

    private static void report(HerdState state, String client) {
        String line = "AT " + client + " Goloman +34.0 -118.4 +0.2 1520023934.9";
        var report = ((LinkMessage.At) LinkMessageParser.parse(Bytes.of(line))).report();
        assertThat(state.mergeRemote(report, Origin.UNKNOWN)).isEqualTo(MergeResult.ACCEPTED);
    }

    /** What the server knows that is started after a power cut. */
    private HerdState afterPowerCut() throws JournalException {
        disk.cutPower();
        HerdState later = state();
        Journal next = journal("Goloman", later, disk);
        next.start(() -> 0);
        var _ = next.stop().await();
        return later;
    }

    @Test
    void whatWasFlushedIsKnownAfterAPowerCut() throws JournalException {
        journal.start(() -> 0);
        report(state, "kiwi");
        var _ = journal.flush().await();

        assertThat(afterPowerCut().find(Bytes.of("kiwi"))).isNotNull();
        var _ = journal.stop().await();
    }

    @Test
    void aStopCommitsWhatNobodyHasWaitedFor() throws JournalException {
        journal.start(() -> 0);
        report(state, "kiwi");
        var _ = journal.stop().await();

        assertThat(afterPowerCut().tree().root()).isEqualTo(state.tree().root());
        assertThatThrownBy(() -> journal.flush().await()).hasMessage("the journal is closed");
    }

    @Test
    void aFullDiskFailsFlushesAfterTheDeadlineUntilThereIsRoomAgain() throws JournalException {
        journal.start(() -> 0);
        disk.leaveRoom(0);
        report(state, "kiwi");

        long before = System.nanoTime();
        assertThatThrownBy(() -> journal.flush().await()).hasMessageContaining("No space left");
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(DEADLINE.toNanos());
        assertThat(journal.isWell()).isFalse();

        disk.leaveRoom(Long.MAX_VALUE);
        while (!journal.isWell()) {
            var _ = journal.flush().otherwiseEmpty().await();
        }
        assertThat(afterPowerCut().find(Bytes.of("kiwi"))).isNotNull();
        var _ = journal.stop().await();
    }

    @Test
    void aJournalThatCannotBeUsedSaysWhy() throws JournalException {
        journal.start(() -> 0);
        var _ = journal.stop().await();
        String log = disk.list().getFirst();

        assertThatThrownBy(() -> journal("Hands", state(), disk).start(() -> 0))
                .isInstanceOf(JournalException.class)
                .hasMessage("simulated/" + log + ": is of the server Goloman, not of Hands");

        disk.makeReadOnly();
        assertThatThrownBy(() -> journal("Goloman", state(), disk).start(() -> 0))
                .isInstanceOf(JournalException.class)
                .hasMessage("data/Goloman: Read-only file system");
    }

    @Test
    void damageCostsNoMoreThanItsBatch() throws JournalException {
        journal.start(() -> 0);
        for (String client : List.of("kiwi", "emu", "rhea")) {
            report(state, client);
            var _ = journal.flush().await();
        }
        var _ = journal.stop().await();
        String log = disk.list().getFirst();
        byte[] content = disk.content(log);
        Arrays.fill(content, 2 * FileHeader.LENGTH, 2 * FileHeader.LENGTH + 60, (byte) 0);
        disk.put(log, content);

        HerdState later = state();
        Journal next = journal("Goloman", later, disk);
        next.start(() -> 0);

        assertThat(later.find(Bytes.of("kiwi"))).isNotNull();
        assertThat(later.find(Bytes.of("emu"))).isNull();
        assertThat(later.find(Bytes.of("rhea"))).isNotNull();
        assertThat(next.counters().damagedBatches.sum()).isEqualTo(1);
        var _ = next.stop().await();
    }

    /** A log with a batch in each of its pages but the first. */
    private String logOf(String... clients) throws JournalException {
        journal.start(() -> 0);
        for (String client : clients) {
            report(state, client);
            var _ = journal.flush().await();
        }
        var _ = journal.stop().await();
        return disk.list().getFirst();
    }

    private HerdState afterDamage() throws JournalException {
        HerdState later = state();
        Journal next = journal("Goloman", later, disk);
        next.start(() -> 0);
        assertThat(next.wasDamaged()).isTrue();
        while (next.snapshotAgeSeconds() < 0) {
            var _ = next.flush().await();
        }
        var _ = next.stop().await();
        return later;
    }

    @Test
    void aPageThatCannotBeReadCostsNoMoreThanItsBatch() throws JournalException {
        String log = logOf("kiwi", "emu", "rhea");
        disk.failToRead(log, 2 * FileHeader.LENGTH, 3 * FileHeader.LENGTH);

        HerdState later = afterDamage();

        assertThat(later.find(Bytes.of("kiwi"))).isNotNull();
        assertThat(later.find(Bytes.of("emu"))).isNull();
        assertThat(later.find(Bytes.of("rhea"))).isNotNull();
        assertThat(disk.list()).as("the file is kept").contains(log + ".damaged");
    }

    @Test
    void anEndThatCannotBeReadIsNotTakenForOneThatWasNotWritten() throws JournalException {
        String log = logOf("kiwi", "emu");
        disk.failToRead(log, 2 * FileHeader.LENGTH, 3 * FileHeader.LENGTH);

        HerdState later = afterDamage();

        assertThat(later.find(Bytes.of("kiwi"))).isNotNull();
        assertThat(later.find(Bytes.of("emu"))).isNull();
    }

    @Test
    void aFileThatCannotBeOpenedDoesNotKeepTheServerFromStarting() throws JournalException {
        String log = logOf("kiwi");
        disk.failToOpen(log, new IOException("Input/output error"));

        assertThat(afterDamage().find(Bytes.of("kiwi"))).isNull();
        assertThat(disk.list()).as("the file is kept").contains(log + ".damaged");
    }

    @Test
    void aFileThatPermissionsForbidToReadIsNotTakenForDamage() throws JournalException {
        String log = logOf("kiwi");
        disk.failToOpen(log, new AccessDeniedException(log));

        assertThatThrownBy(() -> journal("Goloman", state(), disk).start(() -> 0))
                .hasMessage("data/Goloman: its permissions do not allow to use " + log);
    }

    private static boolean hasTriedASnapshot(JournalCounters counters) {
        return counters.snapshots.sum() + counters.failedSnapshots.sum() > 0;
    }

    @Test
    void aSnapshotThatFillsTheDiskIsDeleted() throws JournalException {
        String log = logOf("kiwi");
        disk.failToRead(log, 0, FileHeader.LENGTH);
        disk.promiseRoom();
        long failures = 0;
        long successes = 0;
        for (int pages = 1; successes == 0; pages++) {
            disk.leaveRoom(pages * (long) FileHeader.LENGTH);
            Journal next = journal("Goloman", state(), disk);
            next.start(() -> 0);
            while (next.isWell() && !hasTriedASnapshot(next.counters())) {
                var _ = next.flush().otherwiseEmpty().await();
            }
            disk.leaveRoom(Long.MAX_VALUE);
            var _ = next.stop().await();
            failures += next.counters().failedSnapshots.sum();
            successes += next.counters().snapshots.sum();
            assertThat(disk.list()).noneMatch(name -> name.endsWith(".tmp"));
        }
        assertThat(failures).isPositive();
    }

    @Test
    void aJournalIsNotUsedOnceDeletionsSinceMayBeForgotten() throws JournalException {
        long start = Duration.ofDays(20_000).toNanos();
        journal.start(() -> start);
        var _ = journal.flush().await();
        var _ = journal.stop().await();

        Journal later = journal("Goloman", state(), disk);
        assertThatThrownBy(() -> later.start(() -> start + Duration.ofDays(31).toNanos()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("deletions since then may be forgotten");

        later.start(() -> start + Duration.ofDays(20).toNanos());
        assertThat(later.since()).isEqualTo(start);
        var _ = later.stop().await();
    }

    @Test
    void aDirectoryIsForOneProcess(@TempDir Path directory) throws JournalException {
        Journal first = new Journal(vertx, "Goloman", config(directory), state(), NOPLogger.NOP_LOGGER);
        first.start(() -> 0);
        Journal second = new Journal(vertx, "Goloman", config(directory), state(), NOPLogger.NOP_LOGGER);

        assertThatThrownBy(() -> second.start(() -> 0)).hasMessageContaining("is in use by another process");

        var _ = first.stop().await();
    }
}
