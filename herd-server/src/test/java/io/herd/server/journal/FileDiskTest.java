package io.herd.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiskTest {
    @Test
    void filesAreWrittenRenamedAndRead(@TempDir Path parent) throws IOException {
        try (Disk disk = FileDisk.lock(parent.resolve("journal/Goloman"))) {
            Disk.Output output = disk.create("one.tmp");
            output.append(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            output.force();
            output.close();
            disk.rename("one.tmp", "one");
            disk.forceDirectory();

            assertThat(disk.list()).containsExactlyInAnyOrder("lock", "one");
            assertThat(disk.freeBytes()).isPositive();
            try (Disk.Input input = disk.open("one")) {
                var read = ByteBuffer.allocate(8);
                assertThat(input.size()).isEqualTo(3);
                assertThat(input.read(read, 1)).isEqualTo(2);
                assertThat(read.get(0)).isEqualTo((byte) 2);
                assertThat(input.read(read, 3)).isEqualTo(-1);
                input.force();
            }
            assertThatThrownBy(() -> disk.create("one")).isInstanceOf(IOException.class);
            disk.delete("one");
            assertThat(disk.list()).containsExactly("lock");
        }
    }

    @Test
    void oneProcessAtATimeHasTheDirectory(@TempDir Path parent) throws IOException {
        Path directory = parent.resolve("Goloman");
        try (Disk _ = FileDisk.lock(directory)) {
            assertThatThrownBy(() -> FileDisk.lock(directory))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(directory + ": is in use by another process");
        }
        FileDisk.lock(directory).close();
    }

    @Test
    void onlyItsUserCanRead(@TempDir Path parent) throws IOException {
        Path directory = parent.resolve("journal/Goloman");
        try (Disk disk = FileDisk.lock(directory)) {
            disk.create("one").close();
        }
        for (Path each : new Path[] {directory, directory.getParent()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rwx------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("one"))))
                .isEqualTo("rw-------");
    }
}
