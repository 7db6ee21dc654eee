package io.herd.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Echoes what one client sends, and stops doing so once, for a time. */
final class StallingServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final int after;
    private final Duration stall;

    /**
     * @param after how many bytes must have come before it stalls
     * @param stall for how long
     */
    StallingServer(int after, Duration stall) throws IOException {
        this.after = after;
        this.stall = stall;
        Thread.ofVirtual().start(this::serve);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private void serve() {
        try (Socket client = listener.accept()) {
            var bytes = new byte[1 << 16];
            long before = 0;
            for (int count = client.getInputStream().read(bytes);
                    count >= 0;
                    count = client.getInputStream().read(bytes)) {
                if (before <= after && before + count > after) {
                    stall();
                }
                before += count;
                client.getOutputStream().write(bytes, 0, count);
            }
        } catch (SocketException e) {
            // The client has gone, or the test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stall() {
        long end = System.nanoTime() + stall.toNanos();
        for (long left = stall.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
