package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ConnectionLimits;
import io.herd.config.LimitsConfig;
import io.herd.config.MqttConfig;
import io.herd.config.PlacesConfig;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What happens at the limits of the MQTT port. */
@ExtendWith(VertxExtension.class)
class MqttLimitsTest {
    private static final String TOPIC = "owntracks/alpha/pixel";
    private static final int OWED_BYTES = 64 << 10;
    /** About how many bytes it takes to owe a client, and how many may be sent and not acknowledged. */
    private static final int CLIENT_BYTES = 100;

    private static final int WINDOW = 100;

    @TempDir
    private Path directory;

    private TestHerd herd;
    private int time;

    private int start(Vertx vertx, int connections, int clients, Duration idle) {
        ConnectionLimits usual = ConnectionLimits.DEFAULT;
        LimitsConfig limits = LimitsConfig.DEFAULT;
        herd = TestHerd.of(
                        vertx,
                        directory,
                        Map.of("Goloman", List.of()),
                        new LimitsConfig(
                                limits.lineBytes(),
                                limits.future(),
                                limits.commandsInFlight(),
                                limits.unknownWait(),
                                limits.drain(),
                                clients,
                                limits.clientBytes(),
                                limits.reportsPerClient(),
                                new ConnectionLimits(
                                        usual.connections(),
                                        usual.connectionsPerAddress(),
                                        idle,
                                        usual.unfinishedLine(),
                                        usual.replyBytes(),
                                        usual.http(),
                                        usual.bytes()),
                                limits.watches()),
                        TestHerd.places(PlacesConfig.Provider.GAZETTEER, null))
                .withMqtt(new MqttConfig(0, connections, 256 << 10, OWED_BYTES));
        herd.start("Goloman");
        return Objects.requireNonNull(herd.server("Goloman").mqttPort());
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private long count(String field) {
        return herd.status("Goloman").commands().get(field);
    }

    /** Has clients report, each at a new time, whose names have this and a number. */
    private void report(String name, int first, int end) {
        time++;
        String reports = IntStream.range(first, end)
                .mapToObj(i -> "IAMAT " + name + i + " +1+1 " + time + "\n")
                .collect(Collectors.joining());
        try (var client = TestClient.connect("127.0.0.1", herd.server("Goloman").port())) {
            client.send(reports);
            for (int i = first; i < end; i++) {
                assertThat(client.line()).startsWith("AT ");
            }
        }
    }

    private double heldBytes() {
        return Http.get(herd.server("Goloman"), "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("herd_connection_bytes{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void whoIsOwedTooMuchIsCut(Vertx vertx) throws IOException {
        int port = start(vertx, 10, 10_000, Duration.ofMinutes(10));
        int most = OWED_BYTES / CLIENT_BYTES;
        try (var deaf = MqttSocket.connect(port, "deaf", 60)) {
            deaf.send(MqttPackets.subscribe(1, "#"));
            assertThat(deaf.read(5)).endsWith(1);
            double before = heldBytes();
            report("c", 0, most - 50);
            Await.until("it is owed what it has not acknowledged", () -> heldBytes() - before > OWED_BYTES / 2);
            assertThat(count("mqtt_slow_reader")).isZero();
            report("c", most - 50, most + 2 * WINDOW);
            Await.until("it is cut", () -> count("mqtt_slow_reader") == 1);
            Await.until("nothing is kept for it", () -> heldBytes() <= before);
        }
    }

    @Test
    void aServerThatStopsDoesNotWaitForWhoeverIsConnected(Vertx vertx) throws IOException {
        int port = start(vertx, 10, 10, Duration.ofMinutes(10));
        try (var app = MqttSocket.connect(port, "app", 60)) {
            long start = System.nanoTime();
            herd.stop("Goloman");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LimitsConfig.DEFAULT.drain());
            assertThat(app.readAll()).isEmpty();
        }
    }

    @Test
    void aServerThatStopsDoesNotWaitForThoseWhoDoNotRead(Vertx vertx) throws IOException {
        int port = start(vertx, 10, 10_000, Duration.ofMinutes(10));
        try (var deaf = MqttSocket.connect(port, "deaf", 60)) {
            // With QoS 0 it is sent all that the kernel takes.
            deaf.send(MqttPackets.packet(0x82, new byte[] {0, 1, 0, 1, '#', 0}));
            assertThat(deaf.read(5)).endsWith(0);
            double before = heldBytes();
            while (heldBytes() - before < 32 << 10) {
                report("c".repeat(1_000), 0, 200);
            }
            long start = System.nanoTime();
            herd.stop("Goloman");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LimitsConfig.DEFAULT.drain());
        }
    }

    @Test
    void connectionsAreBounded(Vertx vertx) throws IOException {
        int port = start(vertx, 2, 10, Duration.ofMinutes(10));
        try (var first = MqttSocket.connect(port, "first", 60)) {
            try (var _ = MqttSocket.connect(port, "second", 60);
                    var third = MqttSocket.open(port)) {
                assertThat(third.readAll()).isEmpty();
                assertThat(count("mqtt_crowded")).isEqualTo(1);
                first.send(MqttPackets.ping());
                assertThat(first.read(2)).startsWith(0xd0);
            }
            Await.until("there is room again", () -> {
                try (var again = MqttSocket.open(port)) {
                    again.send(MqttPackets.connect("third", 60));
                    return again.read(4).length == 4;
                } catch (SocketException _) {
                    // It was cut.
                    return false;
                }
            });
        }
    }

    @Test
    void whoPromisesNothingIsEndedOnceNothingComesOrGoes(Vertx vertx) throws IOException {
        int port = start(vertx, 10, 10, Duration.ofSeconds(5));
        try (var silent = MqttSocket.connect(port, "silent", 0)) {
            assertThat(silent.readAll()).isEmpty();
        }
        assertThat(count("mqtt_idle")).isEqualTo(1);
    }

    @Test
    void whatMayBeStoredLaterIsNotAcknowledged(Vertx vertx) throws IOException {
        int port = start(vertx, 10, 1, Duration.ofMinutes(10));
        String location = "{\"_type\":\"location\",\"tst\":1760000000,\"lat\":52.5,\"lon\":13.4}";
        try (var app = MqttSocket.connect(port, "app", 60)) {
            app.send(MqttPackets.publish(1, TOPIC, location));
            assertThat(app.read(4)).containsExactly(0x40, 2, 0, 1);
            app.send(MqttPackets.publish(2, TOPIC, "never"));
            assertThat(app.read(4)).containsExactly(0x40, 2, 0, 2);
            app.send(MqttPackets.publish(3, "owntracks/there/is-no-room", location));
            assertThat(app.readAll()).isEmpty();
        }
        assertThat(count("mqtt_unacknowledged")).isEqualTo(1);
        assertThat(count("phone_too_many_clients")).isEqualTo(1);
    }
}
