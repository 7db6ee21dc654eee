package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.LimitsConfig;
import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand watches of one server, some of the same and some each of its own. */
@ExtendWith(VertxExtension.class)
class ManyWatchersTest {
    private static final int CONNECTIONS = 2_500;
    /** A common area, a common prefix, an area of its own, and a client of its own. */
    private static final int WATCHES = 4;

    /** More than both ends of the connections take in one process, some 50 KB for each pair. */
    private static final long MOST_BYTES = 250_000_000;

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void allAreToldAndTheMemoryIsBounded(Vertx vertx, @TempDir Path logs) {
        PlacesConfig places = TestHerd.places(PlacesConfig.Provider.GAZETTEER, null);
        try (TestHerd herd = TestHerd.one(vertx, logs, LimitsConfig.DEFAULT, places)) {
            ServerConfig server = herd.server("Goloman");
            long before = usedHeap();
            NetClient client = vertx.createNetClient();
            List<NetSocket> sockets = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                NetSocket socket = client.connect(server.port(), server.host()).await();
                sockets.add(socket.handler(this::hear));
                String area = "+%d.%02d+100".formatted(i / 100, i % 100);
                var _ = socket.write("WATCH +80+0 100\nWATCH bus *\nWATCH %s 0.1\nWATCH own%d\n".formatted(area, i));
            }
            Await.until("all have begun", () -> begun.get() == WATCHES * CONNECTIONS);
            assertThat(usedHeap() - before).isLessThan(MOST_BYTES);
            report(server, "kiwi", "+80+0");
            report(server, "bus", "+1.001+1");
            report(server, "here", "+10.01+100");
            report(server, "own7", "+1.001+1");
            Await.until("all are told", () -> told.get() == 2 * CONNECTIONS + 2);
            sockets.forEach(socket -> {
                var _ = socket.close();
            });
            client.close().await();
        }
    }

    private static void report(ServerConfig server, String client, String location) {
        assertThat(TestClient.ask(server, "IAMAT " + client + " " + location + " 1"))
                .startsWith("AT Goloman");
    }

    /** Nothing is known at the beginning, so that each watch begins with an empty line. */
    private void hear(Buffer lines) {
        lines.toString().lines().forEach(line -> {
            if (line.isEmpty()) {
                begun.incrementAndGet();
            } else if (line.startsWith("! AT ")) {
                told.incrementAndGet();
            }
        });
    }

    private static long usedHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
