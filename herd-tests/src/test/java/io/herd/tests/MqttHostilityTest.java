package io.herd.tests;

import static io.herd.tests.MqttPackets.connect;
import static io.herd.tests.MqttPackets.packet;
import static io.herd.tests.MqttPackets.publish;
import static io.herd.tests.MqttPackets.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients at the MQTT port that do not do as they should: each costs no more than its own connection. */
@ExtendWith(VertxExtension.class)
class MqttHostilityTest {
    private static final String TOPIC = "owntracks/alpha/pixel";
    private static final byte[] CONNACK = {0x20, 2, 0, 0};
    private static final int PATIENCE_MILLIS = 20_000;

    private TestHerd herd;
    private ServerConfig goloman;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path logs) {
        herd = TestHerd.single(vertx, logs);
        herd.start("Goloman");
        goloman = herd.server("Goloman");
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private Socket open() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), Objects.requireNonNull(goloman.mqttPort()));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private Socket connected(String id) throws IOException {
        Socket socket = open();
        socket.getOutputStream().write(connect(id, 60));
        assertThat(socket.getInputStream().readNBytes(4)).isEqualTo(CONNACK);
        return socket;
    }

    private long count(String field) {
        return herd.status("Goloman").commands().get(field);
    }

    private static void assertEnds(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            var _ = in.readAllBytes();
        } catch (SocketException _) {
            // What it has sent was not read to its end.
        }
    }

    private static String location(long time) {
        return "{\"_type\":\"location\",\"tst\":" + time + ",\"lat\":52.5,\"lon\":13.4}";
    }

    private void assertServesOthers() throws IOException {
        try (Socket socket = connected("other")) {
            socket.getOutputStream().write(publish(7, TOPIC, location(1_760_000_000)));
            assertThat(socket.getInputStream().readNBytes(4)).isEqualTo(new byte[] {0x40, 2, 0, 7});
        }
    }

    @Test
    void whatIsNoPacketEndsTheConnection() throws IOException {
        List<byte[]> packets = List.of(
                "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                "IAMAT kiwi +1+1 5\n".getBytes(StandardCharsets.US_ASCII),
                new byte[] {0},
                publish(1, TOPIC, "x"),
                packet(0xc0),
                packet(0x1f, new byte[10]),
                new byte[] {0x10, -1, -1, -1, -1, 1});
        for (byte[] packet : packets) {
            try (Socket socket = open()) {
                socket.getOutputStream().write(packet);
                assertEnds(socket);
            }
        }
        assertThat(count("mqtt_malformed")).isEqualTo(packets.size());
        assertServesOthers();
    }

    @Test
    void whatIsNotExpectedEndsTheConnection() throws IOException {
        List<byte[]> packets = List.of(
                connect("again", 60),
                packet(0x20, new byte[2]),
                packet(0xf0, new byte[2]),
                packet(0xd0),
                packet(0x90, new byte[3]),
                packet(0x36, new byte[4]),
                packet(0x80, new byte[4]),
                packet(0x40, new byte[] {0, 1, 0x55}),
                packet(0x30, new byte[] {0, 3, 'a', '/', '#'}),
                packet(0x30, new byte[] {0, 3, 'a', '/', '+'}),
                packet(0x32, new byte[] {0, 1, 'a', 0, 0}),
                new byte[] {0x30, -1, -1, -1, 0x7f, 0, 1, 'a'});
        for (byte[] packet : packets) {
            try (Socket socket = connected("client")) {
                socket.getOutputStream().write(packet);
                assertEnds(socket);
            }
        }
        assertThat(count("mqtt_malformed")).isEqualTo(packets.size());
        assertServesOthers();
    }

    @Test
    void packetsMayComeInPiecesOfAnySize() throws IOException {
        byte[] all = concat(
                connect("slow", 60),
                publish(1, TOPIC, location(1_760_000_000)),
                subscribe(2, "owntracks/a/b"),
                packet(0xc0));
        for (int cut = 1; cut < all.length; cut += 7) {
            try (Socket socket = open()) {
                socket.setTcpNoDelay(true);
                socket.getOutputStream().write(all, 0, cut);
                socket.getOutputStream().flush();
                socket.getOutputStream().write(all, cut, all.length - cut);
                assertThat(socket.getInputStream().readNBytes(4 + 4 + 5 + 2)).startsWith(CONNACK);
            }
        }
    }

    @Test
    void aConnectionThatBreaksAnywhereLeavesNothing() throws IOException {
        byte[] all = concat(connect("broken", 60), publish(1, TOPIC, location(1_760_000_000)), subscribe(2, "#"));
        for (int cut = 0; cut < all.length; cut += 5) {
            try (Socket socket = open()) {
                socket.getOutputStream().write(all, 0, cut);
            }
        }
        Await.until("all are gone", () -> metric("herd_mqtt_connections") == 0);
        Await.until("no memory is accounted for", () -> metric("herd_connection_bytes") < 100_000);
    }

    private double metric(String name) {
        return Http.get(goloman, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void strangersAreEndedInTime() throws IOException {
        try (Socket silent = open();
                Socket slow = open()) {
            slow.getOutputStream().write(Arrays.copyOf(connect("slow", 60), 5));
            assertEnds(silent);
            assertEnds(slow);
        }
        assertThat(count("mqtt_no_connect")).isEqualTo(2);
    }

    @Test
    void manyStrangersMakeRoomForOthers() throws IOException {
        List<Socket> strangers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            strangers.add(open());
        }
        assertServesOthers();
        assertThat(count("mqtt_no_connect")).isPositive();
        for (Socket each : strangers) {
            each.close();
        }
    }

    @Test
    void aLongConnectIsCutBeforeItsEnd() throws IOException {
        try (Socket socket = open()) {
            byte[] header = {0, 4, 'M', 'Q', 'T', 'T', 4, 6, 0, 60, 0, 1, 'x'};
            byte[] topicAndWill = {(byte) 0xea, 0x60};
            socket.getOutputStream()
                    .write(packet(0x10, header, topicAndWill, new byte[60_000], topicAndWill, new byte[60_000]));
            assertEnds(socket);
        } catch (SocketException _) {
            // It was closed before all was sent.
        }
        Await.until("it is refused", () -> count("mqtt_malformed") == 1);
    }

    @Test
    void subscriptionsAreBounded() throws IOException {
        try (Socket socket = connected("bomb")) {
            String[] filters =
                    IntStream.range(0, 10_000).mapToObj(i -> "owntracks/a/" + i).toArray(String[]::new);
            socket.getOutputStream().write(subscribe(1, filters));
            byte[] answer = socket.getInputStream().readNBytes(1 + 2 + 2 + filters.length);
            assertThat(Arrays.copyOfRange(answer, 5, 105)).containsOnly(1);
            assertThat(Arrays.copyOfRange(answer, 105, answer.length)).containsOnly(0x80);
        }
        assertThat(count("mqtt_too_many_subscriptions")).isEqualTo(9_900);
    }

    @Test
    void whatIsPublishedAtOnceIsAcknowledgedInOrder() throws IOException {
        try (Socket socket = connected("queue")) {
            int count = 5_000;
            for (int i = 1; i <= count; i++) {
                socket.getOutputStream().write(publish(i, TOPIC, location(1_760_000_000 + i)));
            }
            byte[] answers = socket.getInputStream().readNBytes(4 * count);
            for (int i = 0; i < count; i++) {
                assertThat((answers[4 * i + 2] & 0xff) << 8 | (answers[4 * i + 3] & 0xff))
                        .isEqualTo(i + 1);
            }
        }
        assertThat(TestClient.ask(goloman, "WHEREIS alpha/pixel")).contains(" 1760005000");
    }

    @Test
    void aSilentClientIsEndedByItsKeepAlive() throws IOException {
        try (Socket socket = open()) {
            socket.getOutputStream().write(connect("short", 1));
            assertThat(socket.getInputStream().readNBytes(4)).isEqualTo(CONNACK);
            assertEnds(socket);
        }
        Await.until("it is counted", () -> count("mqtt_idle") == 1);
    }

    @Test
    void whoDoesNotReadAnswersIsNotReadAnyMore() throws IOException {
        try (Socket socket = connected("deaf")) {
            byte[] pings = concat(Collections.nCopies(8_192, packet(0xc0)).toArray(byte[][]::new));
            socket.setSendBufferSize(16 * 1024);
            var writer = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 10_000; i++) {
                        socket.getOutputStream().write(pings);
                    }
                } catch (IOException _) {
                    // The test is over.
                }
            });
            assertServesOthers();
            assertThat(metric("herd_connection_bytes")).isLessThan(1_000_000);
            assertThat(writer.isAlive()).isTrue();
        }
    }

    private static byte[] concat(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
