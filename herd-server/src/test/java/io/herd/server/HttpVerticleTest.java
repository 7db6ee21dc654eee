package io.herd.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.herd.config.ServerConfig;
import io.herd.server.net.MemoryAccount;
import io.herd.server.web.HttpCounters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class HttpVerticleTest {
    private static final String HERE = "127.0.0.1";
    private static final String BODY = "all is well";
    private static final String LARGE_BODY = "x".repeat(1 << 16);
    private static final int LIMIT = 1 << 20;

    private final HttpCounters counters = new HttpCounters();
    private final MemoryAccount memory = new MemoryAccount(LIMIT);
    private int port;

    private void start(Vertx vertx) throws IOException {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var config = new ServerConfig("Goloman", HERE, HERE, 1, 2, port, List.of());
        var verticle = new HttpVerticle(
                config,
                2,
                counters,
                memory,
                List.of(router -> serve(router, "/", BODY), router -> serve(router, "/large", LARGE_BODY)),
                null);
        String _ = vertx.deployVerticle(verticle).await();
    }

    private static void serve(Router router, String path, String body) {
        router.get(path).handler(context -> {
            var _ = context.response().end(body);
        });
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static boolean isServed(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: herd\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = new StringBuilder();
            for (int b = socket.getInputStream().read();
                    b >= 0;
                    b = socket.getInputStream().read()) {
                if (answer.append((char) b).toString().endsWith(BODY)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void connectionsBeyondTheLimitAreClosedAndCounted(Vertx vertx) throws IOException {
        start(vertx);
        try (Socket one = connect();
                Socket two = connect()) {
            assertThat(isServed(one)).isTrue();
            assertThat(isServed(two)).isTrue();
            try (Socket three = connect()) {
                assertThat(isServed(three)).isFalse();
            }
            assertThat(isServed(one)).isTrue();
        }
        assertThat(counters.crowded.sum()).isEqualTo(1);
    }

    @Test
    void newcomersAreClosedAndCountedWhileMemoryIsTight(Vertx vertx) throws IOException {
        start(vertx);
        try (Socket early = connect()) {
            assertThat(isServed(early)).isTrue();
            memory.add(LIMIT);
            try (Socket late = connect()) {
                assertThat(isServed(late)).isFalse();
            }
            assertThat(counters.crowded.sum()).isEqualTo(1);
            assertThat(isServed(early)).isTrue();
            memory.add(-LIMIT);
            try (Socket later = connect()) {
                assertThat(isServed(later)).isTrue();
            }
        }
        assertThat(counters.crowded.sum()).isEqualTo(1);
    }

    @Test
    void connectionsThatDoNotReadAreCutAndCountedOnce(Vertx vertx) throws IOException {
        start(vertx);
        try (Socket deaf = connect()) {
            String requests = "GET /large HTTP/1.1\r\nHost: herd\r\n\r\n".repeat(200);
            deaf.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            await().until(() -> counters.unread.sum() > 0);
        }
        try (Socket other = connect()) {
            assertThat(isServed(other)).isTrue();
        }
        assertThat(counters.unread.sum()).isEqualTo(1);
    }
}
