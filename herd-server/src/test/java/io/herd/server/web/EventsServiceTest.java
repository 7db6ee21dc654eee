package io.herd.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.herd.access.Credentials;
import io.herd.access.Permissions;
import io.herd.config.LimitsConfig;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.ReportView;
import io.herd.server.access.AccessControl;
import io.herd.server.fence.FenceFollower;
import io.herd.server.intake.Replication;
import io.herd.server.intake.ReportIntake;
import io.herd.server.net.MemoryAccount;
import io.herd.server.watch.LiveIndex;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/** Streams of events whose clients do not read, with heartbeats that come fast. */
@ExtendWith(VertxExtension.class)
class EventsServiceTest {
    private static final long HEARTBEAT_MILLIS = 50;
    private static final int CLIENTS = 50_000;

    private final HerdState state = new HerdState(new SipHash(1, 2));
    private final HttpCounters counters = new HttpCounters();
    private final MemoryAccount memory = new MemoryAccount(100_000_000);
    private LiveIndex live;
    private int port;

    @BeforeEach
    void start(Vertx vertx) {
        for (int i = 0; i < CLIENTS; i++) {
            var iamat = (Iamat) CommandParser.parse(Bytes.of("IAMAT client" + i + " +1+2 1"));
            var _ = state.acceptLocal(ReportView.fromCommand(Bytes.of("Goloman"), iamat, 0, new ByteWriter(64)));
        }
        live = new LiveIndex(vertx, "Goloman", state, 2 * CLIENTS, LoggerFactory.getLogger(EventsServiceTest.class));
        var intake = new ReportIntake(
                Bytes.of("Goloman"), state, LimitsConfig.DEFAULT, new Replication(List.of()), System::nanoTime);
        var service = new ApiService(
                state,
                intake,
                live,
                new FenceFollower("Goloman", state, 10, Duration.ofMinutes(1), NOPLogger.NOP_LOGGER),
                (_, _, _) -> Future.failedFuture("there are none"),
                null,
                new Guard(
                        new AccessControl(
                                new Credentials("a secret of nobody"),
                                null,
                                Permissions.ALL,
                                InstantSource.system(),
                                NOPLogger.NOP_LOGGER),
                        counters),
                memory,
                counters,
                8_192,
                10,
                100);
        Router router = Router.router(vertx);
        new EventsService(service, new LiveStreams(vertx, service), HEARTBEAT_MILLIS).mount(router);
        port = vertx.createHttpServer().requestHandler(router).listen(0).await().actualPort();
    }

    @AfterEach
    void stop() {
        live.stop();
    }

    private Socket open(String query) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        String request = "GET /api/v1/events?" + query + " HTTP/1.1\r\nHost: herd\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    @Test
    void whoTakesNothingIsCut() throws IOException {
        try (Socket _ = open("near=1,2,3")) {
            await().until(() -> counters.cutStreams.sum() == 1);
            await().until(() -> counters.endedStreams.sum() == 1 && memory.used() == 0);
        }
    }

    @Test
    void whoReadsSlowlyIsNot() throws IOException {
        try (Socket slow = open("near=1,2,3")) {
            InputStream in = slow.getInputStream();
            int ready = 0;
            var read = new byte[100_000];
            StringBuilder tail = new StringBuilder();
            while (ready == 0) {
                int length = in.read(read);
                assertThat(length).isPositive();
                tail.append(new String(read, 0, length, StandardCharsets.ISO_8859_1));
                ready = tail.indexOf("event: ready") + 1;
                tail.delete(0, Math.max(0, tail.length() - 20));
            }
            assertThat(counters.cutStreams.sum()).isZero();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> memory.used() == 0);
    }

    @Test
    void aQuietStreamHasHeartbeats() throws IOException {
        try (Socket quiet = open("client=nobody")) {
            InputStream in = quiet.getInputStream();
            int comments = 0;
            while (comments < 10) {
                int read = in.read();
                assertThat(read).isNotNegative();
                comments += read == ':' ? 1 : 0;
            }
        }
        await().until(() -> counters.endedStreams.sum() == 1);
    }
}
