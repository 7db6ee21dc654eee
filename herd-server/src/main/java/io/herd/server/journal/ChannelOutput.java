package io.herd.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file of the file system that grows at its end. */
record ChannelOutput(FileChannel channel) implements Disk.Output {
    @Override
    public void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            var _ = channel.write(bytes);
        }
    }

    /** {@inheritDoc} Of the file's attributes only its length is forced. */
    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() {
        Closing.quietly(channel);
    }
}
