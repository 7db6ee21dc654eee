package io.herd.tests;

import io.herd.config.ServerConfig;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** An app with the library that OwnTracks for Android has. */
final class MqttApp implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;
    private static final int QUIET_MILLIS = 300;

    private final MqttClient client;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    /** A message that has come. */
    record Received(String topic, String text, boolean isRetained) {}

    /** Keeps what has come. */
    private record Listener(Queue<Received> received) implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            received.add(new Received(
                    topic, new String(message.getPayload(), StandardCharsets.UTF_8), message.isRetained()));
        }

        @Override
        public void connectionLost(Throwable cause) {}

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {}
    }

    private MqttApp(MqttClient client) {
        this.client = client;
    }

    static MqttApp connect(ServerConfig server, String id) throws MqttException {
        return connect(server, id, MqttConnectOptions.MQTT_VERSION_3_1);
    }

    static MqttApp connect(ServerConfig server, String id, int version) throws MqttException {
        return connect(server, id, options(version));
    }

    static MqttApp connect(ServerConfig server, String id, MqttConnectOptions options) throws MqttException {
        return connect("tcp://127.0.0.1:" + Objects.requireNonNull(server.mqttPort()), id, options);
    }

    static MqttApp connect(String url, String id, MqttConnectOptions options) throws MqttException {
        var client = new MqttClient(url, id, new MemoryPersistence());
        client.setTimeToWait(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        var app = new MqttApp(client);
        client.setCallback(new Listener(app.received));
        client.connect(options);
        return app;
    }

    static MqttConnectOptions options(int version) {
        var options = new MqttConnectOptions();
        options.setMqttVersion(version);
        options.setCleanSession(false);
        options.setKeepAliveInterval(3_600);
        return options;
    }

    /** Publishes; with a QoS above 0 the server has acknowledged it then. */
    void publish(String topic, String text, int qos, boolean isRetained) throws MqttException {
        client.publish(topic, text.getBytes(StandardCharsets.UTF_8), qos, isRetained);
    }

    void subscribe(String filter, int qos) throws MqttException {
        client.subscribe(filter, qos);
    }

    Received next() {
        try {
            Received next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing has come");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether nothing comes for a while. */
    boolean isQuiet() {
        try {
            return received.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS) == null;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean isBroken() {
        return !client.isConnected();
    }

    /** Closes the connection without saying so. */
    void breakOff() throws MqttException {
        client.disconnectForcibly(0, 0, false);
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnect();
        }
        client.close(true);
    }
}
