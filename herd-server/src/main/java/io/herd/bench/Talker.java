package io.herd.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection of a load. */
final class Talker implements AutoCloseable {
    private final SocketChannel channel;
    private final Dialect dialect;
    private final byte[] batchEnd;
    private final ByteBuffer out;
    private final ByteBuffer in;
    private final ReplyScanner scanner;
    private long awaited;
    private long sentAt;

    private Talker(SocketChannel channel, Dialect dialect, int depth, ByteBuffer in) {
        this.channel = channel;
        this.dialect = dialect;
        this.in = in;
        batchEnd = dialect.batchEnd().getBytes(StandardCharsets.US_ASCII);
        out = ByteBuffer.allocateDirect(depth * dialect.command().length() + batchEnd.length);
        scanner = new ReplyScanner(dialect);
    }

    /**
     * Connects, and exchanges the greetings.
     *
     * @param in for what is read, and forgotten at once: others may use it in between
     */
    static Talker connect(InetSocketAddress target, Dialect dialect, int depth, ByteBuffer in) throws IOException {
        SocketChannel channel = SocketChannel.open(target);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var talker = new Talker(channel, dialect, depth, in);
        talker.greet();
        channel.configureBlocking(false);
        return talker;
    }

    private void greet() throws IOException {
        channel.write(ByteBuffer.wrap(dialect.greeting().getBytes(StandardCharsets.US_ASCII)));
        awaited = dialect.greetingReplies();
        while (missing() > 0) {
            if (!read()) {
                throw new EOFException("a server closed the connection after the greeting");
            }
        }
    }

    SocketChannel channel() {
        return channel;
    }

    /** How many replies have yet to come. */
    int missing() {
        return (int) (awaited - scanner.replies());
    }

    /** How many replies have come. */
    long replies() {
        return scanner.replies();
    }

    /** How many commands were refused. */
    long complaints() {
        return scanner.complaints();
    }

    /** When the last batch was sent, as {@link System#nanoTime} has it. */
    long sentAt() {
        return sentAt;
    }

    /** Adds a command to the batch. */
    void add(int client, long serial) {
        dialect.command().write(out, client, serial);
    }

    /** Sends the batch. */
    void send(int commands) throws IOException {
        out.put(batchEnd).flip();
        awaited += dialect.replies(commands);
        sentAt = System.nanoTime();
        flush();
    }

    /** Sends what is left of the batch, as far as the server takes it. */
    void flush() throws IOException {
        channel.write(out);
        if (!out.hasRemaining()) {
            out.clear();
        }
    }

    /** Whether the whole batch has been sent. */
    boolean isFlushed() {
        return out.position() == 0;
    }

    /** Reads what has come; false at the end. */
    boolean read() throws IOException {
        in.clear();
        int count = channel.read(in);
        scanner.scan(in);
        return count >= 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
