package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** MQTT over TLS and WebSockets, in version 5, and with the commands of mosquitto. */
@ExtendWith(VertxExtension.class)
class MqttTransportsTest {
    private static final String TOPIC = "owntracks/alpha/pixel";
    private static final String LOCATION =
            "{\"_type\":\"location\",\"tst\":1760000000,\"lat\":52.5,\"lon\":13.4,\"tid\":\"al\"}";

    @TempDir
    private Path directory;

    private TestHerd herd;
    private ServerConfig goloman;

    private void start(TestHerd started) {
        herd = started;
        herd.start("Goloman");
        goloman = herd.server("Goloman");
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private int port() {
        return Objects.requireNonNull(goloman.mqttPort());
    }

    private static void exchange(MqttApp app) throws MqttException {
        app.subscribe("owntracks/+/+", 1);
        app.publish(TOPIC, LOCATION, 1, true);
        assertThat(app.next().topic()).isEqualTo(TOPIC);
    }

    @Test
    void webSocketsAreAtTheSamePort(Vertx vertx) throws MqttException {
        start(TestHerd.single(vertx, directory));
        var options = MqttApp.options(MqttConnectOptions.MQTT_VERSION_3_1_1);
        try (var app = MqttApp.connect("ws://127.0.0.1:" + port() + "/mqtt", "web", options)) {
            exchange(app);
        }
        assertThatThrownBy(() -> MqttApp.connect("ws://127.0.0.1:" + port() + "/other", "web", options))
                .isInstanceOf(MqttException.class);
    }

    @Test
    void tlsHasTheServersCertificate(Vertx vertx) throws Exception {
        var certificates = new TestCertificates(directory.resolve("tls")).issue("Goloman");
        start(TestHerd.single(vertx, directory).with(certificates.mqtt(), TestHerd.SECRET));
        var options = MqttApp.options(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setSocketFactory(certificates.client().getSocketFactory());
        options.setHttpsHostnameVerificationEnabled(false);
        try (var app = MqttApp.connect("ssl://127.0.0.1:" + port(), "tls", options)) {
            exchange(app);
        }
        try (var app = MqttApp.connect("wss://127.0.0.1:" + port() + "/mqtt", "web", options)) {
            exchange(app);
        }
        assertThatThrownBy(() -> MqttApp.connect(goloman, "plain")).isInstanceOf(MqttException.class);
    }

    private Mqtt5BlockingClient version5(String id) {
        return Mqtt5Client.builder()
                .identifier(id)
                .serverHost("127.0.0.1")
                .serverPort(port())
                .buildBlocking();
    }

    @Test
    void version5IsToldOfLimitsAndReasons(Vertx vertx) throws InterruptedException {
        start(TestHerd.single(vertx, directory));
        Mqtt5BlockingClient client = version5("five");
        Mqtt5ConnAck answer = client.connect();
        assertThat(answer.isSessionPresent()).isFalse();
        assertThat(answer.getRestrictions().getReceiveMaximum()).isEqualTo(100);
        assertThat(answer.getRestrictions().getMaximumPacketSize()).isEqualTo(256 << 10);
        assertThat(answer.getRestrictions().isSharedSubscriptionAvailable()).isFalse();
        try (var received = client.publishes(MqttGlobalPublishFilter.ALL)) {
            client.subscribeWith()
                    .topicFilter("owntracks/+/+")
                    .qos(MqttQos.EXACTLY_ONCE)
                    .send();
            for (MqttQos qos : MqttQos.values()) {
                client.publishWith()
                        .topic(TOPIC)
                        .payload(LOCATION.replace("60000000", "6000000" + qos.getCode())
                                .getBytes(StandardCharsets.UTF_8))
                        .qos(qos)
                        .retain(true)
                        .send();
            }
            Mqtt5Publish first = received.receive(10, TimeUnit.SECONDS).orElseThrow();
            assertThat(first.getTopic()).hasToString(TOPIC);
            assertThat(first.getQos()).isEqualTo(MqttQos.AT_LEAST_ONCE);
        }
        assertThatThrownBy(() -> client.subscribeWith()
                        .topicFilter("$share/group/owntracks/+/+")
                        .send())
                .isInstanceOf(RuntimeException.class);
        client.disconnect();
        Await.until(
                "all that was published is known",
                () -> TestClient.ask(goloman, "WHEREIS alpha/pixel").contains("1760000002"));
    }

    @Test
    void version5IsToldThatThereAreTooManySubscriptions(Vertx vertx) {
        start(TestHerd.single(vertx, directory));
        Mqtt5BlockingClient client = version5("five");
        var _ = client.connect();
        for (int i = 0; i < 100; i++) {
            client.subscribeWith().topicFilter("owntracks/a/" + i).send();
        }
        assertThatThrownBy(() ->
                        client.subscribeWith().topicFilter("owntracks/a/b").send())
                .isInstanceOfSatisfying(
                        Mqtt5SubAckException.class,
                        e -> assertThat(e.getMqttMessage().getReasonCodes().getFirst())
                                .hasToString("QUOTA_EXCEEDED"));
        client.disconnect();
    }

    @Test
    void mosquittosCommandsReportAndSubscribe(Vertx vertx) throws IOException, InterruptedException {
        assumeTrue(isInstalled("mosquitto_pub") && isInstalled("mosquitto_sub"), "mosquitto-clients is not installed");
        start(TestHerd.single(vertx, directory));
        for (String version : List.of("mqttv31", "mqttv311", "mqttv5")) {
            for (String qos : List.of("0", "1", "2")) {
                run("mosquitto_pub", version, "-q", qos, "-r", "-t", TOPIC, "-m", LOCATION);
            }
            assertThat(run(
                            "mosquitto_sub",
                            version,
                            "-q",
                            "1",
                            "-C",
                            "1",
                            "-W",
                            "10",
                            "-F",
                            "%t %r",
                            "-t",
                            "owntracks/#"))
                    .isEqualTo(TOPIC + " 1\n");
        }
        assertThat(herd.status("Goloman").commands())
                .containsEntry("phone_accepted", 1L)
                .containsEntry("phone_stale", 8L);
    }

    private static boolean isInstalled(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, command)));
    }

    private String run(String command, String version, String... arguments) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(command, "-V", version, "-p", Integer.toString(port())));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
