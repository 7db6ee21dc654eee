package io.herd.compare;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A subscriber at each server of NATS. They only add up how many bytes they hear: as little work as can be. */
final class Subscribers implements AutoCloseable {
    private static final int BUFFER_SIZE = 256 * 1024;
    private static final String SUBSCRIBE = "CONNECT {\"verbose\":false}\r\nSUB reports 1\r\nPING\r\n";

    private final Selector selector = Selector.open();
    private final Thread thread = new Thread(this::listen, "subscribers");

    private Subscribers(List<InetSocketAddress> servers) throws IOException {
        for (InetSocketAddress server : servers) {
            SocketChannel channel = SocketChannel.open(server);
            subscribe(channel);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new AtomicLong());
        }
    }

    static Subscribers at(List<InetSocketAddress> servers) throws IOException {
        var subscribers = new Subscribers(servers);
        subscribers.thread.start();
        return subscribers;
    }

    private static void subscribe(SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap(SUBSCRIBE.getBytes(StandardCharsets.US_ASCII)));
        var heard = ByteBuffer.allocate(BUFFER_SIZE);
        do {
            if (channel.read(heard) < 0) {
                throw new IOException("NATS hung up");
            }
        } while (!new String(heard.array(), 0, heard.position(), StandardCharsets.US_ASCII).endsWith("PONG\r\n"));
    }

    private void listen() {
        var buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
        try {
            while (true) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    buffer.clear();
                    ((AtomicLong) key.attachment()).addAndGet(((SocketChannel) key.channel()).read(buffer));
                }
                selector.selectedKeys().clear();
            }
        } catch (ClosedSelectorException e) {
            // That is how it ends.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many bytes the subscriber that heard the least has heard. */
    long leastHeard() {
        return selector.keys().stream()
                .mapToLong(key -> ((AtomicLong) key.attachment()).get())
                .min()
                .orElseThrow();
    }

    /** Waits until all have heard so many bytes, for a time in ms; false if they have not. */
    boolean await(long bytes, long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (leastHeard() < bytes) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        List<SelectionKey> keys = List.copyOf(selector.keys());
        selector.close();
        for (SelectionKey key : keys) {
            key.channel().close();
        }
    }
}
