package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.server.web.LinkEntry;
import io.herd.server.web.ServerStatus;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The secret of five servers is changed, one server after the other, while clients report. */
@ExtendWith(VertxExtension.class)
class SecretRolloutTest {
    private static final String NEW = "another secret for the tests";
    private static final List<String> NAMES = List.copyOf(TestHerd.FIVE.keySet());
    private static final int REPORTERS = 2;
    private static final int CLIENTS = 200;

    private final AtomicLong time = new AtomicLong(1);
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private volatile String restarting = "";
    private volatile boolean isOver;

    @Test
    void noAcknowledgedReportIsLostAndNobodyIsRefused(Vertx vertx, @TempDir Path logs) throws InterruptedException {
        try (TestHerd herd = TestHerd.five(vertx, logs)) {
            List<Thread> reporters = new ArrayList<>();
            for (int i = 0; i < REPORTERS; i++) {
                Random random = new Random(i);
                reporters.add(Thread.ofPlatform().start(() -> report(herd, random)));
            }
            Await.until("all clients have reported", () -> acknowledged.size() == CLIENTS);
            String before = herd.status("Welsh").digestKey();
            NAMES.forEach(name -> restart(herd, name, TestHerd.SECRET));
            assertThat(links(herd)).allMatch(link -> link.digestsCompared() && !link.previousKey());
            assertThat(herd.status("Welsh").digestKey()).isEqualTo(before);
            NAMES.forEach(name -> restart(herd, name, null));
            isOver = true;
            for (Thread reporter : reporters) {
                reporter.join();
            }
            herd.awaitAgreement(CLIENTS);
            mustKnowWhatWasAcknowledged(herd);
            assertThat(refusals).isEmpty();
            assertThat(herd.status("Welsh").digestKey()).isNotEqualTo(before);
        }
    }

    /** As docs/operations.md tells: the next one only when this one has caught up. */
    private void restart(TestHerd herd, String name, @Nullable String previous) {
        restarting = name;
        herd.restart(name, NEW, previous);
        Await.until(
                name + " has caught up",
                () -> herd.status(name).clients() == CLIENTS
                        && links(herd).stream().allMatch(link -> link.state().equals("open") && link.accepted()));
        assertThat(links(herd)).allMatch(link -> link.counters().get("refused") == 0);
        restarting = "";
    }

    private static List<LinkEntry> links(TestHerd herd) {
        return NAMES.stream()
                .map(herd::status)
                .map(ServerStatus::links)
                .flatMap(List::stream)
                .toList();
    }

    /** A client that goes to another server when its own is started again. */
    private void report(TestHerd herd, Random random) {
        while (!isOver) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            if (name.equals(restarting)) {
                continue;
            }
            try (TestClient client = TestClient.connect(herd.server(name))) {
                for (int i = 0; i < 20 && !isOver; i++) {
                    report(client, "client" + random.nextInt(CLIENTS));
                }
            } catch (UncheckedIOException e) {
                if (!name.equals(restarting)) {
                    refusals.add(name + ": " + e);
                }
            }
        }
    }

    private void report(TestClient client, String name) {
        long now = time.getAndIncrement();
        String reply = client.send("IAMAT " + name + " +1+1 " + now + "\n").line();
        if (reply.startsWith("AT ")) {
            acknowledged.merge(name, now, Math::max);
        } else if (reply.isEmpty()) {
            throw new UncheckedIOException(new EOFException());
        } else {
            refusals.add(reply);
        }
    }

    private void mustKnowWhatWasAcknowledged(TestHerd herd) {
        for (String server : NAMES) {
            try (TestClient client = TestClient.connect(herd.server(server))) {
                acknowledged.forEach((name, reported) -> {
                    String known = client.send("WHEREIS " + name + "\n").line();
                    assertThat(known).as(server).startsWith("AT ");
                    assertThat(Long.parseLong(known.substring(known.lastIndexOf(' ') + 1)))
                            .as("%s of %s", name, server)
                            .isGreaterThanOrEqualTo(reported);
                });
            }
        }
    }
}
