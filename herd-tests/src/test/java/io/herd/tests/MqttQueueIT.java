package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.DisconnectedBufferOptions;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long queue that is sent over MQTT with QoS 1, as OwnTracks for Android does, to a server that is killed meanwhile. */
class MqttQueueIT {
    private static final int POINTS = 10_000;
    private static final int KILLED_AT = 2_000;
    private static final int MOST_IN_FLIGHT = 65_535;
    private static final long PATIENCE_MILLIS = TimeUnit.MINUTES.toMillis(2);

    private final int port = Ports.free();
    private final int mqttPort = Ports.free();
    private final List<IMqttDeliveryToken> queue = new ArrayList<>();

    private Program serve(Path directory) {
        return Program.start(directory, Map.of(), "serve", "Goloman", "-c", "herd.yaml")
                .awaitOutput("Goloman is ready");
    }

    private static MqttConnectOptions options() {
        MqttConnectOptions options = MqttApp.options(MqttConnectOptions.MQTT_VERSION_3_1);
        options.setAutomaticReconnect(true);
        options.setMaxInflight(MOST_IN_FLIGHT);
        return options;
    }

    @Test
    void nothingIsLostAndNothingSentForEver(@TempDir Path directory) throws IOException, MqttException {
        Files.writeString(directory.resolve("herd.yaml"), """
                servers:
                  Goloman: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d, mqttPort: %d, neighbours: [] }
                """.formatted(port, Ports.free(), Ports.free(), mqttPort));
        try (var phone = new MqttAsyncClient("tcp://127.0.0.1:" + mqttPort, "phone", new MemoryPersistence())) {
            var buffer = new DisconnectedBufferOptions();
            buffer.setBufferEnabled(true);
            buffer.setBufferSize(POINTS);
            phone.setBufferOpts(buffer);
            try (Program server = serve(directory)) {
                phone.connect(options()).waitForCompletion(PATIENCE_MILLIS);
                for (int i = 0; i < POINTS; i++) {
                    queue.add(phone.publish("owntracks/queue/p" + i, location(i), 1, true));
                }
                Await.until("some are acknowledged", () -> queue.get(KILLED_AT).isComplete());
                server.kill();
                assertThat(queue).anyMatch(point -> !point.isComplete());
            }
            try (Program _ = serve(directory);
                    TestClient client = TestClient.connect("127.0.0.1", port)) {
                Await.until("all are acknowledged", () -> phone.getPendingDeliveryTokens().length == 0);
                for (int i = 0; i < POINTS; i++) {
                    assertThat(client.send("WHEREIS queue/p" + i + "\n").line()).startsWith("AT Goloman");
                }
                phone.disconnect().waitForCompletion(PATIENCE_MILLIS);
            }
        }
    }

    private static byte[] location(int i) {
        String text = "{\"_type\":\"location\",\"lat\":52.5,\"lon\":13.25,\"acc\":9,\"tid\":\"an\",\"tst\":"
                + (1_764_000_000 + i) + "}";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
