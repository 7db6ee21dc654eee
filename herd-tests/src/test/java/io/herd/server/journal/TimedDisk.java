package io.herd.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A disk whose changes take time.
 *
 * @param meanwhile runs before each change; what it throws keeps the change from happening
 */
record TimedDisk(Disk disk, Runnable meanwhile) implements Disk {
    @Override
    public List<String> list() throws IOException {
        return disk.list();
    }

    @Override
    public Output create(String name) throws IOException {
        meanwhile.run();
        return new TimedOutput(disk.create(name), meanwhile);
    }

    @Override
    public Input open(String name) throws IOException {
        return disk.open(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        meanwhile.run();
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        meanwhile.run();
        disk.delete(name);
    }

    @Override
    public void forceDirectory() throws IOException {
        meanwhile.run();
        disk.forceDirectory();
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
