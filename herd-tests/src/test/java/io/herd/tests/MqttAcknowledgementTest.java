package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Credentials;
import io.herd.access.Permissions;
import io.herd.config.LimitsConfig;
import io.herd.config.MqttConfig;
import io.herd.protocol.Bytes;
import io.herd.server.access.AccessControl;
import io.herd.server.intake.Replication;
import io.herd.server.intake.ReportIntake;
import io.herd.server.mqtt.ConnectedClients;
import io.herd.server.mqtt.MqttCounters;
import io.herd.server.mqtt.MqttRefusal;
import io.herd.server.mqtt.MqttService;
import io.herd.server.mqtt.MqttVerticle;
import io.herd.server.mqtt.Relay;
import io.herd.server.net.MemoryAccount;
import io.herd.server.phone.Friends;
import io.herd.server.phone.PhoneIntake;
import io.herd.server.watch.LiveIndex;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.helpers.NOPLogger;

/** Messages are acknowledged once all sinks have them, and not before. */
@ExtendWith(VertxExtension.class)
class MqttAcknowledgementTest {
    private static final byte[] REPORT = MqttPackets.publish(
            7, "owntracks/alpha/pixel", "{\"_type\":\"location\",\"tst\":1760000000,\"lat\":52.5,\"lon\":13.4}");
    private static final byte[] ACKNOWLEDGEMENT = {0x40, 2, 0, 7};

    private final int port = Ports.free();
    private final MqttCounters counters = new MqttCounters();
    private volatile Future<Void> flushed = Future.succeededFuture();

    @BeforeEach
    void start(Vertx vertx) {
        var state = new HerdState(new SipHash(1, 2));
        var intake = new ReportIntake(
                Bytes.of("Goloman"),
                state,
                LimitsConfig.DEFAULT,
                new Replication(List.of(() -> flushed)),
                () -> 1_760_000_001_000_000_000L);
        var service = new MqttService(
                state,
                new PhoneIntake(intake, LimitsConfig.DEFAULT.lineBytes(), NOPLogger.NOP_LOGGER),
                intake,
                new Friends(state, 10),
                new LiveIndex(vertx, "Goloman", state, 10, NOPLogger.NOP_LOGGER),
                new AccessControl(
                        new Credentials("a key"), null, Permissions.ALL, InstantSource.system(), NOPLogger.NOP_LOGGER),
                LimitsConfig.DEFAULT,
                MqttConfig.DEFAULT,
                new MemoryAccount(1 << 20),
                counters,
                new Relay(),
                new ConnectedClients());
        vertx.deployVerticle(new MqttVerticle(port, "127.0.0.1", service, new AtomicInteger(), null))
                .await();
    }

    @Test
    void whatCannotBeFlushedIsSentAgain() throws IOException {
        flushed = Future.failedFuture("the disk is full");
        try (var phone = MqttSocket.connect(port, "phone", 60)) {
            phone.send(REPORT);
            assertThat(phone.readAll()).isEmpty();
        }
        assertThat(counters.refused(MqttRefusal.UNACKNOWLEDGED).sum()).isEqualTo(1);
        flushed = Future.succeededFuture();
        try (var phone = MqttSocket.connect(port, "phone", 60)) {
            phone.send(REPORT);
            assertThat(phone.read(4)).isEqualTo(ACKNOWLEDGEMENT);
        }
    }

    @Test
    void nothingIsAcknowledgedBeforeItIsFlushed() throws IOException {
        Promise<Void> flush = Promise.promise();
        flushed = flush.future();
        try (var phone = MqttSocket.connect(port, "phone", 60)) {
            phone.send(REPORT);
            phone.send(MqttPackets.ping());
            assertThat(phone.read(2)).startsWith(0xd0);
            flush.complete();
            assertThat(phone.read(4)).isEqualTo(ACKNOWLEDGEMENT);
        }
    }
}
