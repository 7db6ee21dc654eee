package io.herd.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A disk whose changes take time. */
final class TimedDisk extends ForwardingDisk {
    private final Runnable meanwhile;

    /** @param meanwhile runs before each change; what it throws keeps the change from happening */
    TimedDisk(Disk disk, Runnable meanwhile) {
        super(disk);
        this.meanwhile = meanwhile;
    }

    @Override
    public Output create(String name) throws IOException {
        meanwhile.run();
        return new TimedOutput(super.create(name), meanwhile);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        meanwhile.run();
        super.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        meanwhile.run();
        super.delete(name);
    }

    @Override
    public void forceDirectory() throws IOException {
        meanwhile.run();
        super.forceDirectory();
    }

    private record TimedOutput(Output output, Runnable meanwhile) implements Output {
        /** {@inheritDoc} In two parts, between which the process may end. */
        @Override
        public void append(ByteBuffer bytes) throws IOException {
            int half = bytes.remaining() / 2;
            output.append(bytes.slice(bytes.position(), half));
            bytes.position(bytes.position() + half);
            meanwhile.run();
            output.append(bytes);
        }

        @Override
        public void force() throws IOException {
            meanwhile.run();
            output.force();
        }

        @Override
        public void close() {
            output.close();
        }
    }
}
