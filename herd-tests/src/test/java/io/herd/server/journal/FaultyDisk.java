package io.herd.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A disk as a journal with a {@link PlantedFault} would use it. */
final class FaultyDisk extends ForwardingDisk {
    private final PlantedFault fault;

    FaultyDisk(Disk disk, PlantedFault fault) {
        super(disk);
        this.fault = fault;
    }

    @Override
    public Output create(String name) throws IOException {
        return new FaultyOutput(super.create(name), name.endsWith(".tmp"), fault);
    }

    @Override
    public void forceDirectory() throws IOException {
        if (fault != PlantedFault.DIRECTORY_IS_NOT_FORCED) {
            super.forceDirectory();
        }
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
