package io.herd.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.protocol.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalInspectionTest {
    private static final String KIWI = "AT kiwi Goloman +34.0 -118.4 +0.2 1520023934.9\n";
    private static final String EMU = "GONE emu Goloman +0.0 1520023935\n";
    private static final String LOG = "00000001.log";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.ISO_8859_1);

    private void write() throws IOException {
        var header = new FileHeader(false, "Goloman", 1, 99, 0, 1);
        try (Disk disk = FileDisk.lock(directory);
                BatchWriter writer = BatchWriter.create(disk, FileName.log(1), header)) {
            writer.add(Bytes.of(KIWI), 1, 0);
            writer.force();
            writer.add(Bytes.of(EMU), 1, 0);
            writer.force();
        }
    }

    private boolean verify() throws IOException {
        return JournalInspection.of(directory, out).verify();
    }

    private String printed() {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aSoundJournalIsToldFileByFile() throws IOException {
        write();

        assertThat(verify()).isTrue();
        assertThat(printed().lines()).containsExactly(LOG + ": 2 batches, 2 reports, 12288 bytes", "sound");
    }

    @Test
    void damageIsTold() throws IOException {
        write();
        byte[] content = Files.readAllBytes(directory.resolve(LOG));
        content[FileHeader.LENGTH + 60]++;
        Files.write(directory.resolve(LOG), content);

        assertThat(verify()).isFalse();
        assertThat(printed().lines())
                .containsExactly(
                        LOG + ": 1 batches, 1 reports, 12288 bytes, DAMAGED: 1 batches are missing", "DAMAGED");
    }

    @Test
    void aLastWriteThatWasCutOffIsNoDamage() throws IOException {
        write();
        byte[] content = Files.readAllBytes(directory.resolve(LOG));
        Files.write(directory.resolve(LOG), Arrays.copyOf(content, 2 * FileHeader.LENGTH + 60));

        assertThat(verify()).isTrue();
        assertThat(printed()).contains("1 batches, 1 reports", "a last write that was cut off");
    }

    @Test
    void everyReportIsPrinted() throws IOException {
        write();

        JournalInspection.of(directory, out).dump();

        assertThat(printed()).isEqualTo(KIWI + EMU);
    }

    @Test
    void whereThereIsNoJournalThatIsTold() throws IOException {
        assertThat(verify()).isFalse();
        assertThat(printed().lines()).containsExactly("there is no journal");
        assertThatThrownBy(() -> JournalInspection.of(directory.resolve("nothing"), out))
                .isInstanceOf(NotDirectoryException.class)
                .hasMessageContaining("is no directory");
    }
}
