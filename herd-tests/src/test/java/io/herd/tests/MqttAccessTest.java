package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.access.Credentials;
import io.herd.access.Scope;
import io.herd.config.AccessConfig;
import io.herd.config.JwtConfig;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what at the MQTT port of a server that lets nobody in without a token. */
@ExtendWith(VertxExtension.class)
class MqttAccessTest {
    private static final String KEY = "the key of the herd of this test";
    private static final Credentials CREDENTIALS = new Credentials(KEY);
    private static final String CAR = CREDENTIALS.token("CARCAR");
    private static final String HOME = CREDENTIALS.token("HXMEHX");
    private static final String OPERATOR = CREDENTIALS.token("XPERAT");
    private static final String MONITOR = CREDENTIALS.token("MXNTXR");

    private TestHerd herd;
    private ServerConfig goloman;
    private Path tokens;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path directory) throws IOException {
        tokens = directory.resolve("tokens");
        write("CARCAR car report=family/car", "HXMEHX home read=family/*", "XPERAT operator report=* read=* forget=*");
        herd = TestHerd.guarded(
                vertx,
                directory,
                new AccessConfig(
                        EnumSet.noneOf(Scope.class), List.of(), KEY, tokens.toString(), JwtConfig.DEFAULT, List.of()));
        goloman = herd.server("Goloman");
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private void write(String... lines) throws IOException {
        Files.writeString(tokens, String.join("\n", lines) + "\nMXNTXR monitor monitor\n");
    }

    private MqttApp app(String id, String token) throws MqttException {
        var options = MqttApp.options(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setUserName("family");
        options.setPassword(token.toCharArray());
        return MqttApp.connect(goloman, id, options);
    }

    private static String location(double latitude) {
        return "{\"_type\":\"location\",\"tst\":" + System.currentTimeMillis() / 1_000 + ",\"lat\":" + latitude
                + ",\"lon\":13.4}";
    }

    private void assertRefused(int code, String id, String token) {
        assertThatThrownBy(() -> app(id, token))
                .isInstanceOfSatisfying(
                        MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(code));
    }

    @Test
    void whoMayNotIsToldWhy() {
        assertRefused(MqttException.REASON_CODE_FAILED_AUTHENTICATION, "a", "wrong");
        assertRefused(MqttException.REASON_CODE_NOT_AUTHORIZED, "b", MONITOR);
        assertThatThrownBy(() -> MqttApp.connect(goloman, "c"))
                .isInstanceOfSatisfying(
                        MqttException.class,
                        e -> assertThat(e.getReasonCode()).isEqualTo((int) MqttException.REASON_CODE_NOT_AUTHORIZED));
    }

    @Test
    void eachSeesWhatItMay() throws MqttException {
        try (var car = app("car", CAR);
                var home = app("home", HOME);
                var operator = app("operator", OPERATOR)) {
            operator.publish("owntracks/other/van", location(1), 1, true);
            home.subscribe("owntracks/#", 1);
            car.publish("owntracks/whatever/phone", location(2), 1, true);
            assertThat(home.next().topic()).isEqualTo("owntracks/family/car");
            operator.publish("owntracks/other/van", location(3), 1, true);
            assertThat(home.isQuiet()).isTrue();
        }
    }

    @Test
    void whatMayNotBeSeenCannotBeSubscribedTo() throws MqttException {
        try (var home = app("home", HOME)) {
            assertThatThrownBy(() -> home.subscribe("owntracks/other/van", 1)).isInstanceOf(MqttException.class);
            assertThatThrownBy(() -> home.subscribe("owntracks/other/+", 1)).isInstanceOf(MqttException.class);
            home.subscribe("owntracks/+/+/event", 1);
        }
    }

    @Test
    void whatMayNotBeReportedIsAcknowledgedAndNotStored() throws MqttException {
        try (var home = app("home", HOME);
                var car = app("car", CAR)) {
            home.subscribe("owntracks/#", 1);
            home.publish("owntracks/family/car", location(1), 1, true);
            home.publish("owntracks/family/car/cmd", "{\"_type\":\"cmd\",\"action\":\"dump\"}", 1, false);
            car.subscribe("owntracks/family/car/cmd", 1);
            car.publish("owntracks/family/car", "", 1, true);
            assertThat(home.isQuiet()).isTrue();
            assertThat(car.isQuiet()).isTrue();
        }
    }

    @Test
    void whoseTokenIsRevokedIsCut() throws Exception {
        try (var home = app("home", HOME);
                var car = app("car", CAR);
                var operator = app("operator", OPERATOR)) {
            home.subscribe("owntracks/#", 1);
            write("XPERAT operator report=* read=*");
            Await.until("both are cut", () -> home.isBroken() && car.isBroken());
            operator.publish("owntracks/family/car", location(2), 1, true);
            assertThat(home.isQuiet()).isTrue();
            assertRefused(MqttException.REASON_CODE_FAILED_AUTHENTICATION, "car", CAR);
        }
    }

    @Test
    void whoMaySeeMoreIsTold() throws Exception {
        try (var home = app("home", HOME);
                var operator = app("operator", OPERATOR)) {
            home.subscribe("owntracks/+/+", 1);
            operator.publish("owntracks/other/van", location(1), 1, true);
            assertThat(home.isQuiet()).isTrue();
            write("HXMEHX home read=family/* read=other/*", "XPERAT operator report=* read=*");
            assertThat(home.next().topic()).isEqualTo("owntracks/other/van");
            write("HXMEHX home read=family/*", "XPERAT operator report=* read=*");
            Await.until("what is revoked is not told any more", () -> {
                try {
                    operator.publish("owntracks/other/van", location(2), 1, true);
                } catch (MqttException e) {
                    throw new AssertionError(e);
                }
                return home.isQuiet();
            });
            assertThat(home.isBroken()).isFalse();
        }
    }

    @Test
    void strangersCannotPushOthersOutByTheirClientIds() throws MqttException {
        try (var car = app("same", CAR);
                var home = app("same", HOME)) {
            home.subscribe("owntracks/#", 1);
            car.publish("owntracks/family/car", location(1), 1, true);
            assertThat(home.next().topic()).isEqualTo("owntracks/family/car");
            assertThat(car.isBroken()).isFalse();
        }
    }
}
