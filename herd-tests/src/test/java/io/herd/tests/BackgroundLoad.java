package io.herd.tests;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** A client that reports without a pause, now here and now there, and remembers what was acknowledged. */
final class BackgroundLoad implements AutoCloseable {
    private static final int CLIENTS = 300;
    private static final int BATCH = 20;

    private final ProcessHerd herd;
    private final RandomGenerator random;
    private final AtomicLong time;
    private final Map<String, Long> acknowledged;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param time the next report's, which goes on from load to load
     * @param acknowledged the time of the newest acknowledged report of each client, which this load adds to
     */
    BackgroundLoad(ProcessHerd herd, RandomGenerator random, AtomicLong time, Map<String, Long> acknowledged) {
        this.time = time;
        this.acknowledged = acknowledged;
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

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
