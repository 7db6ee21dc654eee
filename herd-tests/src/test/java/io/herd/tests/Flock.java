package io.herd.tests;

import io.herd.config.ServerConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Any number of clients in a rectangle of Europe, and a thread that moves up to 10,000 of them each second. */
final class Flock implements AutoCloseable {
    private static final int BATCH = 500;
    private static final int MOST_A_SECOND = 10_000;
    private static final int COLUMNS = 1_000;
    private static final double STEP = 0.02;

    private final ServerConfig server;
    private final int clients;
    private final Thread thread = new Thread(this::go, "flock");
    private volatile boolean isOver;
    private int next;
    private int round;

    Flock(ServerConfig server, int clients) {
        this.server = server;
        this.clients = clients;
    }

    /** Reports where all are, and returns once all are accepted. */
    void report() {
        IntStream.rangeClosed(0, (clients - 1) / BATCH).parallel().forEach(batch -> report(batch * BATCH));
    }

    /** Moves them from now on, evenly. */
    void start() {
        thread.start();
    }

    private void go() {
        int batches = Math.max(1, Math.min(clients, MOST_A_SECOND) / BATCH);
        long due = System.nanoTime();
        while (!isOver) {
            report(next);
            next += BATCH;
            if (next >= clients) {
                next = 0;
                round++;
            }
            due += TimeUnit.SECONDS.toNanos(1) / batches;
            pause(due - System.nanoTime());
        }
    }

    private static void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void report(int first) {
        var reports = new JsonArray();
        for (int i = first; i < Math.min(clients, first + BATCH); i++) {
            reports.add(new JsonObject()
                    .put("client", "bird-" + i)
                    .put("latitude", 42 + 18.0 * i / clients + round % 2 * STEP)
                    .put("longitude", -10 + 40.0 * (i % COLUMNS) / COLUMNS + (round * STEP) % 1));
        }
        PageFixture.report(server, reports);
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
