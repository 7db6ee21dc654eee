package io.herd.server.journal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class BatchCodecTest {
    private static final FileName NAME = FileName.log(7);
    private static final FileHeader HEADER = new FileHeader(false, "Goloman", 7, 0x1234_5678_9abc_def0L, 5, 1);
    private static final String FILE = NAME.toString();

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));

    private static String line(int number) {
        return "AT client" + number + " Goloman +34.0 -118.4 +0.2 152002393" + number + ".9\n";
    }

    /** A file of four batches, the last two without padding between them. */
    private byte[] written() throws IOException {
        try (BatchWriter writer = BatchWriter.create(disk, NAME, HEADER)) {
            writer.add(Bytes.of(line(0) + line(1)), 2, 42);
            writer.force();
            writer.add(Bytes.of(line(2)), 1, 43);
            writer.force();
            writer.add(Bytes.of(line(3)), 1, 44);
            writer.add(Bytes.of(line(4)), 1, 45);
            writer.write();
        }
        return disk.content(FILE);
    }

    private static List<String> read(BatchScanner scanner) throws IOException {
        var lines = new ArrayList<String>();
        for (BatchScanner.Batch batch = scanner.next(); batch != null; batch = scanner.next()) {
            lines.add(batch.lines().toString());
        }
        return lines;
    }

    private BatchScanner scanner(byte[] content) throws IOException {
        disk.put("copy", content);
        return new BatchScanner(disk.open("copy"));
    }

    private static final List<String> ALL = List.of(line(0) + line(1), line(2), line(3), line(4));

    @Test
    void whatWasWrittenIsRead() throws IOException {
        BatchScanner scanner = scanner(written());

        assertThat(scanner.header()).isEqualTo(new FileHeader.Result.Whole(HEADER));
        BatchScanner.Batch first = requireNonNull(scanner.next());
        assertThat(first.header())
                .isEqualTo(new BatchHeader(
                        false, HEADER.fileId(), 0, 0, 42, 2, first.lines().length()));
        assertThat(requireNonNull(scanner.next()).header().forced()).isEqualTo(1);
        assertThat(requireNonNull(scanner.next()).header().forced()).isEqualTo(2);
        BatchScanner.Batch last = requireNonNull(scanner.next());
        assertThat(last.header().sequence()).isEqualTo(3);
        assertThat(last.header().forced()).isEqualTo(2);
        assertThat(last.header().horizon()).isEqualTo(45);
        assertThat(scanner.next()).isNull();
        assertThat(scanner.missing()).isZero();
        assertThat(scanner.torn()).isZero();
    }

    @Test
    void whateverFollowsAForceBeginsWithAPageOfItsOwn() throws IOException {
        byte[] content = written();

        for (int page : new int[] {1, 2, 3}) {
            assertThat(new String(content, page * FileHeader.LENGTH, 4, StandardCharsets.ISO_8859_1))
                    .isEqualTo("HBAT");
        }
    }

    @Test
    void aFileCutOffAtAnyByteGivesItsWholeBatches() throws IOException {
        byte[] content = written();
        int[] ends = ends(content);

        for (int length = 0; length <= content.length; length++) {
            if (length < content.length && content[length] == 0 && length % 97 != 0) {
                continue;
            }
            int cut = length;
            BatchScanner scanner = scanner(Arrays.copyOf(content, length));
            int whole = (int) Arrays.stream(ends).filter(end -> end <= cut).count();
            assertThat(read(scanner)).as("cut at %d", length).isEqualTo(ALL.subList(0, whole));
            assertThat(scanner.missing()).isZero();
        }
    }

    /** Where each batch ends. */
    private static int[] ends(byte[] content) {
        var text = new String(content, StandardCharsets.ISO_8859_1);
        return ALL.stream()
                .mapToInt(lines -> text.indexOf(lines) + lines.length())
                .toArray();
    }

    @Test
    void aFlippedBitCostsNoOtherBatch() throws IOException {
        byte[] content = written();
        int[] ends = ends(content);

        for (int bit = 0; bit < content.length * Byte.SIZE; bit++) {
            int at = bit / Byte.SIZE;
            if (content[at] == 0 && at % 97 != 0) {
                // Most of the padding is like the rest of it.
                continue;
            }
            byte[] damaged = content.clone();
            damaged[at] ^= (byte) (1 << bit % Byte.SIZE);
            var expected = new ArrayList<>(ALL);
            for (int i = 0; i < ends.length; i++) {
                if (at < ends[i] && at >= ends[i] - ALL.get(i).length() - BatchHeader.LENGTH) {
                    var _ = expected.remove(i);
                }
            }
            BatchScanner scanner = scanner(damaged);
            assertThat(read(scanner)).as("bit %d", bit).isEqualTo(expected);
            boolean isLast = expected.equals(ALL.subList(0, 3));
            boolean isForced = !expected.containsAll(ALL.subList(0, 2));
            assertThat(scanner.missing()).isEqualTo(isForced ? 1 : 0);
            assertThat(scanner.torn() > 0).isEqualTo(isLast);
        }
    }

    @Test
    void garbageAndBatchesOfOtherFilesAreSkipped() throws IOException {
        byte[] content = written();
        var random = new Random(3);
        for (int i = 0; i < 300; i++) {
            byte[] longer = Arrays.copyOf(content, content.length + random.nextInt(9_000));
            for (int at = content.length; at < longer.length; at++) {
                longer[at] = (byte) random.nextInt();
            }
            assertThat(read(scanner(longer))).isEqualTo(ALL);
        }
        var other = new FileHeader(false, "Goloman", 8, 99, 7, 1);
        try (BatchWriter writer = BatchWriter.create(disk, FileName.log(8), other)) {
            writer.add(Bytes.of(line(5)), 1, 42);
            writer.write();
        }
        byte[] stranger = disk.content(FileName.log(8).toString());
        byte[] both = Arrays.copyOf(content, content.length + stranger.length);
        System.arraycopy(stranger, 0, both, content.length, stranger.length);
        assertThat(read(scanner(both))).isEqualTo(ALL);
    }

    @Test
    void aLongerRunOfReportsIsSplitBetweenLines() throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; lines.length() < 3 * BatchHeader.MOST_BYTES; i++) {
            lines.append(line(i % 10));
        }
        int count = (int) lines.chars().filter(each -> each == '\n').count();
        try (BatchWriter writer = BatchWriter.create(disk, NAME, HEADER)) {
            writer.add(Bytes.of(lines.toString()), count, 0);
            writer.force();
            assertThat(writer.records()).isEqualTo(count);
        }

        List<String> read = read(scanner(disk.content(FILE)));

        assertThat(read).hasSize(4).allMatch(batch -> batch.endsWith("\n"));
        assertThat(String.join("", read)).isEqualTo(lines.toString());
    }

    @Test
    void aHeaderOfALaterFormatIsNoDamage() throws IOException {
        byte[] page = Arrays.copyOf(written(), FileHeader.LENGTH);
        page[11] = 9;
        assertThat(FileHeader.read(page)).isEqualTo(new FileHeader.Result.Damaged());

        var checksum = new CRC32C();
        checksum.update(page, 0, FileHeader.LENGTH - 4);
        ByteBuffer.wrap(page).putInt(FileHeader.LENGTH - 4, (int) checksum.getValue());
        assertThat(FileHeader.read(page)).isEqualTo(new FileHeader.Result.Unknown(9));
    }
}
