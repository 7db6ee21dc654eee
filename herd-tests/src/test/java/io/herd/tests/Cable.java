package io.herd.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/**
 * A cable between a server and a neighbour that it dials: a port that passes everything on to the neighbour's, until it is
 * cut. Cut, it swallows nothing and tells nobody: bytes just stay where they are, as with a real cable.
 */
final class Cable implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private volatile boolean cut;
    private volatile boolean closed;

    private Cable(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    static Cable to(int target) {
        try {
            return new Cable(new ServerSocket(Ports.free(), 50, InetAddress.getLoopbackAddress()), target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    void cut() {
        cut = true;
    }

    void heal() {
        cut = false;
    }

    private void accept() {
        while (!closed) {
            try {
                Socket near = listener.accept();
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException e) {
                // Closed: there is nothing more to accept.
            }
        }
    }

    private void connect(Socket near) {
        awaitHealed();
        try (near;
                var far = new Socket(InetAddress.getLoopbackAddress(), target)) {
            // A cable does not hold small packets back to join them, as sockets do unless told otherwise.
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> pass(far, near));
            pass(near, far);
            back.join();
        } catch (IOException | InterruptedException e) {
            // One end is gone, and by closing so is the other.
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            byte[] bytes = new byte[64 * 1024];
            for (int count = from.getInputStream().read(bytes);
                    count >= 0;
                    count = from.getInputStream().read(bytes)) {
                awaitHealed();
                to.getOutputStream().write(bytes, 0, count);
            }
        } catch (IOException e) {
            // One end is gone, and by closing so is the other.
        }
    }

    private void awaitHealed() {
        while (cut && !closed) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
