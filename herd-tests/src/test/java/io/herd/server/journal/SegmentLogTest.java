package io.herd.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.config.JournalConfig.Sync;
import io.herd.protocol.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentLogTest {
    private static final long SECOND = 1_000_000_000;

    private final Random random = new Random(1);
    private final SimulatedDisk disk = new SimulatedDisk(random);
    private final JournalCounters counters = new JournalCounters();
    private long now;

    private SegmentLog log(String server, Sync sync) {
        return new SegmentLog(disk, server, sync, 64 * 1_024, 1 << 20, random::nextLong, counters);
    }

    /** A log whose lines before are in a list, written again where that is to be. */
    private SegmentLog loaded(Sync sync, List<String> found) throws IOException, JournalException {
        SegmentLog log = log("Goloman", sync);
        log.load(lines -> {
                    found.addAll(lines.toString().lines().toList());
                    return 0;
                })
                .forEach(log::add);
        return log;
    }

    private List<String> found() throws IOException, JournalException {
        List<String> found = new ArrayList<>();
        var _ = loaded(Sync.ALWAYS, found);
        return found;
    }

    private static SegmentLines lines(String... lines) {
        return new SegmentLines(Bytes.of(String.join("\n", lines) + "\n"), lines.length, 7);
    }

    private void commit(SegmentLog log, String... lines) {
        log.add(lines(lines));
        assertThat(log.commit(now++)).isTrue();
    }

    /** The bytes of a segment with six batches, as a process leaves it that is killed. */
    private byte[] sixBatches() throws IOException, JournalException {
        SegmentLog log = loaded(Sync.OFF, new ArrayList<>());
        for (int i = 0; i < 6; i++) {
            commit(log, "a" + i, "b" + i);
        }
        return disk.content(disk.list().getFirst());
    }

    private List<String> foundIn(byte[] content) throws IOException, JournalException {
        var alone = new SimulatedDisk(random);
        alone.put("00000000.log", content);
        List<String> found = new ArrayList<>();
        var log = new SegmentLog(alone, "Goloman", Sync.ALWAYS, 1, 1, random::nextLong, new JournalCounters());
        var _ = log.load(lines -> {
            found.addAll(lines.toString().lines().toList());
            return 0;
        });
        return found;
    }

    @Test
    void ofAFileThatIsCutAnywhereTheWholeBatchesAreRead() throws IOException, JournalException {
        byte[] content = sixBatches();
        List<String> all = foundIn(content);
        assertThat(all).hasSize(12);
        int before = 0;
        for (int end = 0; end <= content.length; end++) {
            List<String> found = foundIn(Arrays.copyOf(content, end));
            assertThat(found).isEqualTo(all.subList(0, found.size()));
            assertThat(found.size()).isIn(before, before + 2);
            before = found.size();
        }
        assertThat(before).isEqualTo(12);
    }

    @Test
    void aByteThatChangesCostsNoMoreThanItsBatch() throws IOException, JournalException {
        byte[] content = sixBatches();
        List<String> all = foundIn(content);
        for (int at = FileHeader.LENGTH; at < content.length; at++) {
            byte[] damaged = content.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            assertThat(foundIn(damaged)).hasSizeGreaterThanOrEqualTo(10).isSubsetOf(all);
        }
    }

    @Test
    void damageBeforeWhatWasForcedIsCounted() throws IOException, JournalException {
        SegmentLog log = loaded(Sync.ALWAYS, new ArrayList<>());
        commit(log, "a");
        commit(log, "b");
        log.close();
        String name = disk.list().getFirst();
        byte[] content = disk.content(name);
        content[FileHeader.LENGTH + BatchHeader.LENGTH]++;
        disk.put(name, content);
        List<String> found = new ArrayList<>();
        SegmentLog later = loaded(Sync.ALWAYS, found);
        assertThat(found).containsExactly("b");
        assertThat(counters.damagedBatches.sum()).isEqualTo(1);
        assertThat(later.damaged()).containsExactly(name);
    }

    @Test
    void whatWasCommittedSurvivesAPowerCut() throws IOException, JournalException {
        SegmentLog log = loaded(Sync.ALWAYS, new ArrayList<>());
        commit(log, "a");
        commit(log, "b", "c");
        disk.cutPower();
        assertThat(found()).containsExactly("a", "b", "c");
    }

    @Test
    void whatMayNotHaveBeenForcedIsWrittenAgain() throws IOException, JournalException {
        SegmentLog log = loaded(Sync.OFF, new ArrayList<>());
        commit(log, "a");
        SegmentLog second = loaded(Sync.ALWAYS, new ArrayList<>());
        assertThat(second.commit(now++)).isTrue();
        assertThat(found()).containsExactly("a", "a");
    }

    @Test
    void whatAnOrderlyEndHasForcedIsNotWrittenAgain() throws IOException, JournalException {
        SegmentLog log = loaded(Sync.OFF, new ArrayList<>());
        commit(log, "a");
        log.close();
        SegmentLog second = loaded(Sync.ALWAYS, new ArrayList<>());
        assertThat(second.commit(now++)).isTrue();
        assertThat(found()).containsExactly("a");
    }

    @Test
    void aFullDiskKeepsAllPendingUntilThereIsRoomAgain() throws IOException, JournalException {
        SegmentLog log = loaded(Sync.ALWAYS, new ArrayList<>());
        commit(log, "a");
        disk.leaveRoom(10);
        log.add(lines("b"));
        assertThat(log.commit(now)).isFalse();
        log.add(lines("c"));
        assertThat(log.commit(now)).as("it backs off").isFalse();
        assertThat(log.problem()).isEqualTo("No space left on device");
        now += SECOND;
        assertThat(log.commit(now)).isFalse();
        disk.leaveRoom(Long.MAX_VALUE);
        now += SECOND;
        assertThat(log.commit(now)).isTrue();
        assertThat(log.problem()).isNull();
        disk.cutPower();
        assertThat(found()).endsWith("b", "c");
        assertThat(disk.list()).as("no file is left that holds nothing").hasSize(2);
    }

    @Test
    void whatWaitsForADiskThatTakesNothingIsBounded() throws IOException, JournalException {
        SegmentLog log = loaded(Sync.ALWAYS, new ArrayList<>());
        disk.leaveRoom(0);
        for (int i = 0; i < 100; i++) {
            log.add(lines(i + "x".repeat(100_000)));
            assertThat(log.commit(now)).isFalse();
        }
        disk.leaveRoom(Long.MAX_VALUE);
        now += SECOND;
        assertThat(log.commit(now)).isTrue();
        assertThat(found()).hasSize(10).last().asString().startsWith("99x");
    }

    @Test
    void everySecondAllThatWasWrittenIsForced() throws IOException, JournalException {
        SegmentLog log = loaded(Sync.EVERYSEC, new ArrayList<>());
        commit(log, "a");
        assertThat(log.forceDue()).isBetween(now, now + SECOND);
        now += SECOND;
        assertThat(log.commit(now)).isTrue();
        assertThat(log.forceDue()).isEqualTo(Long.MAX_VALUE);
        disk.cutPower();
        assertThat(found()).containsExactly("a");
    }

    @Test
    void theOldestSegmentIsDroppedOnceWhatWasWrittenAgainIsDurable() throws IOException, JournalException {
        SegmentLog log = loaded(Sync.OFF, new ArrayList<>());
        commit(log, "a".repeat(100_000));
        commit(log, "b");
        long before = log.bytes();
        List<String> oldest = new ArrayList<>();
        log.readOldest(lines -> oldest.addAll(lines.toString().lines().toList()));
        assertThat(oldest).containsExactly("a".repeat(100_000));
        log.add(lines("a"));
        assertThat(log.dropOldest(now)).isTrue();
        assertThat(log.oldest()).isNull();
        assertThat(log.bytes()).isLessThan(before - 90_000);
        disk.cutPower();
        assertThat(found()).containsExactly("b", "a");
    }

    @Test
    void theOldestSegmentStaysWhileTheDiskTakesNothing() throws IOException, JournalException {
        SegmentLog log = loaded(Sync.ALWAYS, new ArrayList<>());
        commit(log, "a".repeat(100_000));
        commit(log, "b");
        disk.leaveRoom(0);
        log.add(lines("a"));
        assertThat(log.dropOldest(now)).isFalse();
        disk.cutPower();
        assertThat(found()).containsExactly("a".repeat(100_000), "b");
    }

    @Test
    void aSegmentEndsAfterADay() throws IOException, JournalException {
        SegmentLog log = loaded(Sync.ALWAYS, new ArrayList<>());
        commit(log, "a");
        log.look(now);
        assertThat(log.oldest()).isNull();
        log.look(now + 24 * 3600 * SECOND);
        assertThat(log.oldest()).isNotNull();
    }

    @Test
    void filesOfAnotherServerAreNotUsed() throws IOException, JournalException {
        commit(loaded(Sync.ALWAYS, new ArrayList<>()), "a");
        assertThatThrownBy(() -> log("Hands", Sync.ALWAYS).load(_ -> 0))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("is of the server Goloman, not of Hands");
    }
}
