package io.herd.compare;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Many watchers of one area at one server of ours, while clients move in it. */
final class FanOut implements AutoCloseable {
    private static final int CLIENTS = 1_000;
    private static final int BUFFER_SIZE = 256 * 1024;
    /** Of so many watchers one reads what it is told; the others only take it off the network. */
    private static final int READERS = 50;
    /** So many reports are sent in one write. */
    private static final int BATCH = 20;

    private static final String WATCH = "WATCH +34-118 500\n";
    private static final long NANOS = 1_000_000_000;

    private final InetSocketAddress server;
    private final Selector selector = Selector.open();
    private final Thread thread = new Thread(this::listen, "watchers");
    private final Histogram delays = new Histogram(Duration.ofMinutes(1).toNanos(), 3);
    private volatile boolean isMeasuring;

    /** What a watcher has heard of a line that has yet to end. */
    private static final class Line {
        private final StringBuilder text = new StringBuilder();
    }

    private FanOut(InetSocketAddress server) throws IOException {
        this.server = server;
    }

    /** Has so many watchers begin. */
    static FanOut at(InetSocketAddress server, int watchers) throws IOException {
        var fanOut = new FanOut(server);
        for (int i = 0; i < watchers; i++) {
            SocketChannel channel = SocketChannel.open(server);
            channel.write(ByteBuffer.wrap(WATCH.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channel.register(fanOut.selector, SelectionKey.OP_READ, i % READERS == 0 ? new Line() : null);
        }
        fanOut.thread.start();
        return fanOut;
    }

    /** Moves clients at a rate for a time; returns how many reports a second were answered. */
    double move(int movesPerSecond, Duration time) throws IOException {
        isMeasuring = true;
        try (var reporter = new LineClient(server)) {
            long start = System.nanoTime();
            int sent = 0;
            while (System.nanoTime() - start < time.toNanos()) {
                LockSupport.parkNanos(start + sent * NANOS / movesPerSecond - System.nanoTime());
                reporter.say(batch(sent));
                for (int i = 0; i < BATCH; i++) {
                    if (!reporter.hear().startsWith("AT ")) {
                        throw new IOException("a report was refused");
                    }
                }
                sent += BATCH;
            }
            return sent * (double) NANOS / (System.nanoTime() - start);
        } finally {
            isMeasuring = false;
        }
    }

    private static String batch(int first) {
        var batch = new StringBuilder();
        for (int i = first; i < first + BATCH; i++) {
            long now = System.currentTimeMillis() * 1_000_000 + i % 1_000_000;
            batch.append(String.format(
                    Locale.ROOT,
                    "IAMAT c%d +34.%06d-118.%06d %d.%09d\n",
                    i % CLIENTS,
                    i % 1_000_000,
                    i % 1_000_000,
                    now / NANOS,
                    now % NANOS));
        }
        return batch.toString();
    }

    /** How old what watchers were told was when they heard it, in ns. */
    Histogram delays() {
        synchronized (delays) {
            return delays.copy();
        }
    }

    private void listen() {
        var buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
        try {
            while (true) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    buffer.clear();
                    if (((SocketChannel) key.channel()).read(buffer) < 0) {
                        throw new EOFException("the server hung up");
                    }
                    read(buffer.flip(), (Line) key.attachment());
                }
                selector.selectedKeys().clear();
            }
        } catch (ClosedSelectorException e) {
            // That is how it ends.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(ByteBuffer buffer, @Nullable Line line) {
        while (line != null && buffer.hasRemaining()) {
            char next = (char) buffer.get();
            if (next == '\n') {
                heard(line.text.toString());
                line.text.setLength(0);
            } else {
                line.text.append(next);
            }
        }
    }

    private void heard(String line) {
        if (isMeasuring && line.startsWith("! AT ")) {
            String[] time = line.substring(line.lastIndexOf(' ') + 1).split("\\.", -1);
            long reported = Long.parseLong(time[0]) * NANOS + Long.parseLong(time[1]);
            synchronized (delays) {
                delays.recordValue(Math.max(0, System.currentTimeMillis() * 1_000_000 - reported));
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
