package io.herd.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A client that reports where it is all the time, and notes how long each answer takes. */
final class Bystander implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int PATIENCE_MS = 5_000;

    private final Socket socket;
    private final BufferedReader in;
    private int reports;

    Bystander(InetSocketAddress server) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /**
     * Reports until a moment of {@link System#nanoTime()}; returns how long the answers took, the slowest last.
     *
     * @throws UncheckedIOException if an answer does not come within five seconds
     */
    List<Duration> report(long end) {
        List<Duration> delays = new ArrayList<>();
        while (System.nanoTime() < end) {
            delays.add(report());
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        Collections.sort(delays);
        return delays;
    }

    private Duration report() {
        try {
            String command = "IAMAT bystander +34.068930-118.445127 " + ++reports + "\n";
            long start = System.nanoTime();
            socket.getOutputStream().write(command.getBytes(StandardCharsets.ISO_8859_1));
            String answer = in.readLine();
            if (answer == null || !answer.startsWith("AT ")) {
                throw new IOException("answered " + answer);
            }
            return Duration.ofNanos(System.nanoTime() - start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
