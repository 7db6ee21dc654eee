package io.herd.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import io.herd.protocol.LinkMessage.At;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.state.Expiry;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import io.herd.state.SmallState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** Files of a journal, damaged and made up. */
public final class JournalFuzz {
    /** So early that nothing has expired. */
    private static final long NOW = 0;

    private static final FileName NAME = FileName.log(7);
    private static final FileHeader HEADER = new FileHeader(false, "Goloman", 7, 0x1234_5678_9abc_def0L, 0, 1);
    private static final SipHash KEY = new SipHash(1, 2);
    private static final int MOST_FORCES = 16;
    /** So many bytes of an input say how the files are damaged. */
    private static final int DAMAGE = 6;

    private JournalFuzz() {}

    /**
     * A journal loads, whatever its bytes, and holds no record that no line of it says; one that is not damaged holds all of them.
     *
     * @param input how the file is damaged, and its batches: lines, an empty one ending a batch. Where the first byte is odd, the rest is
     *     the file itself
     */
    public static void journal(byte[] input) throws IOException, JournalException {
        if (input.length < DAMAGE) {
            return;
        }
        byte[] content = Arrays.copyOfRange(input, DAMAGE, input.length);
        var disk = new SimulatedDisk(new Random(1));
        boolean isRaw = (input[0] & 1) == 1;
        var text = new String(content, StandardCharsets.ISO_8859_1);
        byte[] file = isRaw ? content : written(disk, text);
        boolean isDamaged = !isRaw && damage(file, input);
        int length = isDamaged && (input[0] & 4) == 0 ? file.length * Byte.toUnsignedInt(input[5]) / 256 : file.length;
        disk.put(NAME.toString(), Arrays.copyOf(file, length));
        HerdState state = loaded(disk);
        Set<String> known = new HashSet<>();
        state.tree().reports(Prefix.ROOT).forEach(report -> known.add(report.toString()));
        if (!isRaw) {
            assertThat(lines(text)).containsAll(known);
        }
        if (!isRaw && !isDamaged) {
            for (Report report : reports(text)) {
                assertThat(state.findWithTombstones(report.client())).isGreaterThanOrEqualTo(report);
            }
        }
    }

    private static byte[] written(SimulatedDisk disk, String text) throws IOException {
        try (BatchWriter writer = BatchWriter.create(disk, NAME, HEADER)) {
            String[] batches = text.split("\n\n", -1);
            for (String batch : batches) {
                String lines = batch.endsWith("\n") ? batch : batch + "\n";
                writer.add(Bytes.of(lines), (int) lines.lines().count(), 0);
                // A force fills a page.
                if (batches.length <= MOST_FORCES && batch.length() % 2 == 0) {
                    writer.force();
                }
            }
            writer.force();
        }
        byte[] content = disk.content(NAME.toString());
        disk.delete(NAME.toString());
        return content;
    }

    /** Changes a byte and cuts the end off, where the input says so. */
    private static boolean damage(byte[] file, byte[] input) {
        boolean isDamaged = (input[0] & 2) != 0;
        if (isDamaged) {
            int at = Math.floorMod((input[1] << 16) + (Byte.toUnsignedInt(input[2]) << 8) + input[3], file.length);
            file[at] ^= input[4];
        }
        return isDamaged;
    }

    private static HerdState loaded(SimulatedDisk disk) throws IOException, JournalException {
        HerdState state = SmallState.of(
                bytes -> SmallState.hash(KEY, bytes),
                Comparator.naturalOrder(),
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                Expiry.DEFAULT,
                SmallState.rule(Expiry.DEFAULT));
        try {
            LoadedJournal loaded = JournalLoader.load(disk, "Goloman", state, Runnable::run, 1, NOW);
            assertThat(loaded.records()).isGreaterThanOrEqualTo(0);
        } catch (JournalException e) {
            assertThat(e).hasMessageContaining(NAME.toString());
        }
        return state;
    }

    private static Set<Report> reports(String text) {
        Set<Report> reports = new HashSet<>();
        text.lines().forEach(line -> {
            if (LinkMessageParser.parse(Bytes.of(line)) instanceof At(Report report)) {
                reports.add(report);
            }
        });
        return reports;
    }

    private static Set<String> lines(String text) {
        Set<String> lines = new HashSet<>();
        reports(text).forEach(report -> lines.add(report.toString()));
        return lines;
    }
}
