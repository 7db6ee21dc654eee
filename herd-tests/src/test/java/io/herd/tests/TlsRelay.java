package io.herd.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A man in the middle: ends TLS at both sides, with keys that he has stolen, and passes on what is said. */
final class TlsRelay implements AutoCloseable {
    private final ServerSocket listener;
    private final SSLContext asDialler;
    private final int target;
    private final AtomicInteger passedOn = new AtomicInteger();
    private volatile boolean isClosed;

    /**
     * @param asTarget shows the certificate of the server at the target
     * @param asDialler shows that of the server that dials it
     */
    TlsRelay(SSLContext asTarget, SSLContext asDialler, int target) throws IOException {
        this.asDialler = asDialler;
        this.target = target;
        var listening = (SSLServerSocket) asTarget.getServerSocketFactory().createServerSocket(0);
        listening.setNeedClientAuth(true);
        listener = listening;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many connections he has passed bytes of, in either direction. */
    int passedOn() {
        return passedOn.get();
    }

    private void accept() {
        while (!isClosed) {
            try {
                Socket near = listener.accept();
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException e) {
                // Closed: there is nothing more to accept.
            }
        }
    }

    private void connect(Socket near) {
        try (near;
                Socket far = asDialler.getSocketFactory().createSocket("localhost", target)) {
            Thread back = Thread.ofVirtual().start(() -> pass(far, near));
            pass(near, far);
            back.join();
        } catch (IOException | InterruptedException e) {
            // One end is gone, and by closing so is the other.
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[8_192];
        try {
            for (int count = from.getInputStream().read(bytes);
                    count >= 0;
                    count = from.getInputStream().read(bytes)) {
                to.getOutputStream().write(bytes, 0, count);
                passedOn.incrementAndGet();
            }
            to.close();
        } catch (IOException e) {
            // One end is gone, and by closing so is the other.
        }
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
