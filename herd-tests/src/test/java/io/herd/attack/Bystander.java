package io.herd.attack;

import io.herd.tests.TestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A client that reports where it is all the time, and notes how long each answer takes. */
final class Bystander implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int PATIENCE_MS = 10_000;

    /** Of all bystanders, as they report the same client, to the same server one after the other. */
    private static final AtomicInteger REPORTS = new AtomicInteger();

    private final TestClient client;

    private Bystander(TestClient client) {
        this.client = client;
    }

    /**
     * One that has been answered.
     *
     * @throws UncheckedIOException if the server does not
     */
    static Bystander admitted(InetSocketAddress server) {
        TestClient client = TestClient.connect(server.getHostString(), server.getPort());
        client.patience(PATIENCE_MS);
        var bystander = new Bystander(client);
        try {
            var _ = bystander.report();
        } catch (UncheckedIOException e) {
            bystander.close();
            throw e;
        }
        return bystander;
    }

    /**
     * Reports, at least once, until something is over; returns how long the answers took, the slowest last.
     *
     * @throws UncheckedIOException if an answer does not come within ten seconds
     */
    List<Duration> reportUntil(BooleanSupplier isOver) {
        List<Duration> delays = new ArrayList<>();
        do {
            delays.add(report());
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (!isOver.getAsBoolean());
        Collections.sort(delays);
        return delays;
    }

    private Duration report() {
        long start = System.nanoTime();
        client.send("IAMAT bystander +34.068930-118.445127 " + REPORTS.incrementAndGet() + "\n");
        String answer = client.line();
        if (!answer.startsWith("AT ")) {
            throw new UncheckedIOException(new IOException("answered '" + answer + "'"));
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        client.close();
    }
}
