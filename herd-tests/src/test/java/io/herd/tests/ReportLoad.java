package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ServerConfig;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that report round after round over one connection. Each report must be taken, and at once. */
final class ReportLoad implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 8_000;
    private static final long FIRST_SECOND = 1_520_023_934;

    private final ServerConfig server;
    private final int clients;
    private final String prefix;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<Map<String, String>> last;
    private final AtomicInteger rounds = new AtomicInteger();
    private volatile boolean stopped;

    /** @param prefix what the clients' names begin with */
    ReportLoad(ServerConfig server, int clients, String prefix) {
        this.server = server;
        this.clients = clients;
        this.prefix = prefix;
        last = thread.submit(this::run);
    }

    private Map<String, String> run() {
        var replies = new TreeMap<String, String>();
        try (TestClient client = TestClient.connect(server)) {
            client.patience(PATIENCE_MILLIS);
            while (!stopped) {
                for (int i = 0; i < clients; i++) {
                    client.send(
                            "IAMAT %s-%d +34.068930-118.445127 %d%n".formatted(prefix, i, FIRST_SECOND + rounds.get()));
                }
                for (int i = 0; i < clients; i++) {
                    String reply = client.line();
                    assertThat(reply).startsWith("AT " + server.name() + " ").contains(" " + prefix + "-" + i + " ");
                    replies.put(prefix + "-" + i, reply);
                }
                var _ = rounds.incrementAndGet();
            }
        }
        return replies;
    }

    /** Waits until all clients have reported so many times more. */
    void awaitRounds(int more) {
        int end = rounds.get() + more;
        Await.longer("all reports are answered", () -> {
            if (last.isDone()) {
                throw new AssertionError("the load has ended: " + last);
            }
            return rounds.get() >= end;
        });
    }

    /** Ends it; returns what the last report of each client was answered with. */
    Map<String, String> stop() {
        stopped = true;
        try {
            return last.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        stopped = true;
        thread.close();
    }
}
