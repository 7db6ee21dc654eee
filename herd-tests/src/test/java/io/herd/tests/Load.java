package io.herd.tests;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** A client that reports without a pause, now here and now there, and remembers what was acknowledged. */
final class Load implements AutoCloseable {
    private static final int CLIENTS = 300;
    private static final int BATCH = 20;

    private final ProcessHerd herd;
    private final RandomGenerator random;
    private final AtomicLong time = new AtomicLong(1);
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    Load(ProcessHerd herd, RandomGenerator random) {
        this.herd = herd;
        this.random = random;
        this.thread = Thread.ofPlatform().start(this::run);
    }

    private void run() {
        List<String> names = herd.names();
        while (!closed) {
            try (TestClient client = herd.connect(names.get(random.nextInt(names.size())))) {
                client.patience(1_000);
                for (int i = 0; i < 50 && !closed; i++) {
                    report(client);
                }
            } catch (UncheckedIOException e) {
                // The server is down or does not answer: what it did not acknowledge does not count.
            }
        }
    }

    private void report(TestClient client) {
        var commands = new StringBuilder();
        for (int i = 0; i < BATCH; i++) {
            commands.append("IAMAT client")
                    .append(random.nextInt(CLIENTS))
                    .append(" +1+1 ")
                    .append(time.getAndIncrement())
                    .append('\n');
        }
        client.send(commands.toString());
        for (int i = 0; i < BATCH; i++) {
            String[] reply = client.line().split(" ", -1);
            if (reply.length == 6) {
                acknowledged.merge(reply[3], Long.parseLong(reply[5]), Math::max);
            }
        }
    }

    /** The time of the newest acknowledged report of each client. */
    Map<String, Long> acknowledged() {
        return acknowledged;
    }

    /** Ends; stopping twice is harmless. */
    void stop() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
