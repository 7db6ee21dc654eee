package io.herd.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A disk as a journal with a {@link PlantedFault} would use it. */
record FaultyDisk(Disk disk, PlantedFault fault) implements Disk {
    @Override
    public List<String> list() throws IOException {
        return disk.list();
    }

    @Override
    public Output create(String name) throws IOException {
        return new FaultyOutput(disk.create(name), name.endsWith(".tmp"), fault);
    }

    @Override
    public Input open(String name) throws IOException {
        return disk.open(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(name);
    }

    @Override
    public void forceDirectory() throws IOException {
        if (fault != PlantedFault.DIRECTORY_IS_NOT_FORCED) {
            disk.forceDirectory();
        }
    }

    @Override
    public long freeBytes() throws IOException {
        return disk.freeBytes();
    }

    @Override
    public String path() {
        return disk.path();
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }

    private record FaultyOutput(Output output, boolean isSnapshot, PlantedFault fault) implements Output {
        @Override
        public void append(ByteBuffer bytes) throws IOException {
            try {
                output.append(bytes);
            } catch (IOException e) {
                if (fault != PlantedFault.FAILED_WRITE_COUNTS) {
                    throw e;
                }
            }
        }

        @Override
        public void force() throws IOException {
            if (fault == PlantedFault.REPLY_BEFORE_FORCE
                    || (fault == PlantedFault.SNAPSHOT_REPLACES_TOO_EARLY && isSnapshot)) {
                return;
            }
            try {
                output.force();
            } catch (IOException e) {
                if (fault == PlantedFault.FAILED_FORCE_IS_REPEATED) {
                    output.force();
                } else if (fault != PlantedFault.FAILED_FORCE_COUNTS) {
                    throw e;
                }
            }
        }

        @Override
        public void close() {
            output.close();
        }
    }
}
