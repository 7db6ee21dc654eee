package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OwnTracks at the MQTT port of an open server, with the library that is in its app for Android. */
@ExtendWith(VertxExtension.class)
class MqttTest {
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

    private static String location(long time, double latitude) {
        return "{\"_type\":\"location\",\"tst\":" + time + ",\"lat\":" + latitude
                + ",\"lon\":13.4,\"acc\":9,\"tid\":\"al\"}";
    }

    private long count(String field) {
        return herd.status("Goloman").commands().get(field);
    }

    @ParameterizedTest
    @ValueSource(ints = {MqttConnectOptions.MQTT_VERSION_3_1, MqttConnectOptions.MQTT_VERSION_3_1_1})
    void reportsAreAcknowledgedAndEverybodyIsTold(int version) throws MqttException {
        try (var alpha = MqttApp.connect(goloman, "alphapixel", version);
                var bravo = MqttApp.connect(goloman, "bravophone", version)) {
            alpha.publish("owntracks/alpha/pixel", location(1_760_000_000, 52.5), 1, true);
            assertThat(TestClient.ask(goloman, "WHEREIS alpha/pixel")).contains("alpha/pixel +52.5+013.4 1760000000");
            bravo.subscribe("owntracks/+/+", 2);
            MqttApp.Received first = bravo.next();
            assertThat(first.topic()).isEqualTo("owntracks/alpha/pixel");
            assertThat(first.isRetained()).isTrue();
            assertThat(new JsonObject(first.text()).getDouble("lat")).isEqualTo(52.5);
            alpha.publish("owntracks/alpha/pixel", location(1_760_000_001, 52.6), 2, true);
            MqttApp.Received second = bravo.next();
            assertThat(second.isRetained()).isFalse();
            assertThat(new JsonObject(second.text()).getLong("tst")).isEqualTo(1_760_000_001);
        }
    }

    @Test
    void clientsOfTheLineProtocolHaveTopicsToo() throws MqttException {
        assertThat(TestClient.ask(goloman, "IAMAT kiwi +34+10 5")).startsWith("AT Goloman");
        try (var app = MqttApp.connect(goloman, "app")) {
            app.subscribe("owntracks/#", 0);
            assertThat(app.next().topic()).isEqualTo("owntracks/herd/kiwi");
            app.subscribe("owntracks/herd/kiwi", 1);
            assertThat(app.next().topic()).isEqualTo("owntracks/herd/kiwi");
        }
    }

    @Test
    void cardsAreTold() throws MqttException {
        try (var alpha = MqttApp.connect(goloman, "alpha");
                var bravo = MqttApp.connect(goloman, "bravo")) {
            alpha.publish("owntracks/alpha/pixel", location(1_760_000_000, 52.5), 1, true);
            bravo.subscribe("owntracks/+/+/info", 1);
            alpha.publish(
                    "owntracks/alpha/pixel/info", "{\"_type\":\"card\",\"name\":\"Alice\",\"tid\":\"AA\"}", 1, true);
            MqttApp.Received card = bravo.next();
            assertThat(card.topic()).isEqualTo("owntracks/alpha/pixel/info");
            assertThat(new JsonObject(card.text()).getString("name")).isEqualTo("Alice");
            bravo.subscribe("owntracks/alpha/+/info", 1);
            assertThat(bravo.next().isRetained()).isTrue();
        }
    }

    @Test
    void anEmptyRetainedMessageForgets() throws MqttException {
        try (var app = MqttApp.connect(goloman, "app")) {
            app.publish("owntracks/alpha/pixel", location(1_760_000_000, 52.5), 1, true);
            app.subscribe("owntracks/+/+", 1);
            assertThat(app.next().text()).contains("52.5");
            app.publish("owntracks/alpha/pixel", "", 1, true);
            assertThat(app.next().text()).isEmpty();
            assertThat(TestClient.ask(goloman, "WHEREIS alpha/pixel")).startsWith("? ");
        }
    }

    @Test
    void whatTheHerdDoesNotKeepIsPassedOn() throws MqttException {
        try (var alpha = MqttApp.connect(goloman, "alpha");
                var bravo = MqttApp.connect(goloman, "bravo")) {
            bravo.subscribe("owntracks/+/+/event", 1);
            String event = location(1_760_000_000, 52.5).replace("location", "transition");
            alpha.publish("owntracks/alpha/pixel/event", event, 1, false);
            assertThat(bravo.next()).isEqualTo(new MqttApp.Received("owntracks/alpha/pixel/event", event, false));
            alpha.publish("other/topic", "hello", 1, false);
            assertThat(count("mqtt_foreign_topic")).isEqualTo(1);
        }
    }

    @Test
    void theWillOfABrokenConnectionIsPublished() throws MqttException {
        try (var bravo = MqttApp.connect(goloman, "bravo")) {
            bravo.subscribe("owntracks/+/+", 1);
            var options = MqttApp.options(MqttConnectOptions.MQTT_VERSION_3_1);
            options.setWill("owntracks/alpha/pixel", "{\"_type\":\"lwt\"}".getBytes(StandardCharsets.UTF_8), 1, true);
            try (var alpha = MqttApp.connect(goloman, "alpha", options)) {
                alpha.breakOff();
            }
            assertThat(bravo.next())
                    .isEqualTo(new MqttApp.Received("owntracks/alpha/pixel", "{\"_type\":\"lwt\"}", false));
            try (var alpha = MqttApp.connect(goloman, "alpha", options)) {
                alpha.publish("owntracks/alpha/pixel", location(1_760_000_000, 52.5), 1, true);
            }
            assertThat(bravo.next().text()).contains("52.5");
            assertThat(bravo.isQuiet()).isTrue();
        }
    }

    @Test
    void whatCanNeverBeStoredIsAcknowledged() throws MqttException {
        try (var app = MqttApp.connect(goloman, "app")) {
            for (String payload :
                    List.of("no JSON", "[1]", "{\"_type\":\"location\",\"lat\":95,\"lon\":1,\"tst\":1}")) {
                app.publish("owntracks/alpha/pixel", payload, 1, true);
            }
            assertThat(count("phone_malformed")).isEqualTo(3);
            app.publish("owntracks/alpha/pixel", "{\"_type\":\"steps\",\"tst\":1}", 2, true);
            assertThat(count("phone_unused")).isEqualTo(1);
        }
    }

    @Test
    void whoConnectsAgainReplacesTheConnectionBefore() throws MqttException {
        try (var before = MqttApp.connect(goloman, "app");
                var after = MqttApp.connect(goloman, "app")) {
            Await.until("the connection before has ended", before::isBroken);
            after.publish("owntracks/alpha/pixel", location(1_760_000_000, 52.5), 1, true);
            assertThat(count("mqtt_taken_over")).isEqualTo(1);
        }
    }

    @Test
    void aWrongPasswordIsOneInAnOpenHerdToo() {
        var options = MqttApp.options(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setUserName("alpha");
        options.setPassword("wrong".toCharArray());
        assertThatThrownBy(() -> MqttApp.connect(goloman, "app", options))
                .isInstanceOfSatisfying(
                        MqttException.class,
                        e -> assertThat(e.getReasonCode())
                                .isEqualTo((int) MqttException.REASON_CODE_FAILED_AUTHENTICATION));
        assertThat(count("mqtt_credential")).isEqualTo(1);
        assertThat(count("credentials_wrong")).isEqualTo(1);
    }

    @Test
    void aServerThatStopsAcknowledgesFirst() throws MqttException {
        var app = MqttApp.connect(goloman, "app");
        app.publish("owntracks/alpha/pixel", location(1_760_000_000, 52.5), 1, true);
        herd.stop("Goloman");
        Await.until("the connection has ended", app::isBroken);
        app.close();
    }
}
