package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.FencesConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is published at one server is told to those who subscribe at another. */
@ExtendWith(VertxExtension.class)
class MqttHerdTest {
    private static final String TOPIC = "owntracks/alpha/pixel";

    private TestHerd herd;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path logs) {
        herd = TestHerd.two(vertx, logs, FencesConfig.DEFAULT);
        herd.awaitLinks();
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private static String location(long time) {
        return "{\"_type\":\"location\",\"tst\":" + time + ",\"lat\":52.5,\"lon\":13.4,\"batt\":81,\"tid\":\"al\"}";
    }

    @Test
    void positionsAreTold() throws MqttException {
        try (var alpha = MqttApp.connect(herd.server("Goloman"), "alpha");
                var bravo = MqttApp.connect(herd.server("Hands"), "bravo")) {
            bravo.subscribe("owntracks/+/+", 1);
            alpha.publish(TOPIC, location(1_760_000_000), 1, true);
            MqttApp.Received told = bravo.next();
            assertThat(told.topic()).isEqualTo(TOPIC);
            assertThat(new JsonObject(told.text()).getLong("tst")).isEqualTo(1_760_000_000);
        }
    }

    @Test
    void cardsAreToldAtOnce() throws MqttException {
        try (var alpha = MqttApp.connect(herd.server("Goloman"), "alpha");
                var bravo = MqttApp.connect(herd.server("Hands"), "bravo")) {
            alpha.publish(TOPIC, location(1_760_000_000), 1, true);
            herd.awaitAgreement(1);
            bravo.subscribe("owntracks/+/+/info", 1);
            for (String name : new String[] {"Alice", "Alicia"}) {
                alpha.publish(
                        TOPIC + "/info", "{\"_type\":\"card\",\"name\":\"" + name + "\",\"tid\":\"AA\"}", 1, true);
                MqttApp.Received card = bravo.next();
                assertThat(card.topic()).isEqualTo(TOPIC + "/info");
                assertThat(new JsonObject(card.text()).getString("name")).isEqualTo(name);
            }
        }
    }

    @Test
    void whoIsForgottenIsGoneElsewhere() throws MqttException {
        try (var alpha = MqttApp.connect(herd.server("Goloman"), "alpha");
                var bravo = MqttApp.connect(herd.server("Hands"), "bravo")) {
            alpha.publish(TOPIC, location(1_760_000_000), 1, true);
            herd.awaitAgreement(1);
            bravo.subscribe(TOPIC, 1);
            assertThat(bravo.next().text()).contains("52.5");
            alpha.publish(TOPIC, "", 1, true);
            assertThat(bravo.next().text()).isEmpty();
        }
    }
}
