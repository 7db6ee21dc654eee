package io.herd.server.mqtt;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Names;
import io.herd.access.Permissions;
import io.herd.phone.PhoneMessage.Located;
import io.herd.phone.PhoneMessage.Malformed;
import io.herd.phone.PhoneMessage.Shown;
import io.herd.phone.PhoneMessage.Unused;
import io.herd.phone.Sender;
import io.herd.server.mqtt.Publication.Foreign;
import io.herd.server.mqtt.Publication.Removal;
import io.herd.server.mqtt.Publication.Said;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationTest {
    private static final String TOPIC = "owntracks/alpha/pixel";
    private static final String LOCATION = "{\"_type\":\"location\",\"lat\":1,\"lon\":2,\"tst\":3}";

    private static Publication read(String topic, String payload, String user, Names permitted) {
        return Publication.read(topic, payload.getBytes(StandardCharsets.UTF_8), true, user, permitted);
    }

    private static Said said(String topic, String payload) {
        return (Said) read(topic, payload, "", Names.ALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "owntracks",
                "owntracks/alpha",
                "owntracks//pixel",
                "owntracks/alpha/",
                "other/alpha/pixel"
            })
    void otherTopicsAreForeign(String topic) {
        assertThat(read(topic, LOCATION, "", Names.ALL)).isEqualTo(new Foreign());
    }

    @Test
    void positionsAndCardsAreToldByTheHerdItself() {
        assertThat(said(TOPIC, LOCATION).message()).isInstanceOf(Located.class);
        assertThat(said(TOPIC, LOCATION).isForOthers()).isFalse();
        Said card = said(TOPIC + "/info", "{\"_type\":\"card\",\"name\":\"Alice\"}");
        assertThat(card.message()).isInstanceOf(Shown.class);
        assertThat(card.isForOthers()).isFalse();
    }

    @Test
    void transitionsArePositionsAndPassedOn() {
        Said event = said(TOPIC + "/event", LOCATION.replace("location", "transition"));
        assertThat(event.message()).isInstanceOf(Located.class);
        assertThat(event.isForOthers()).isTrue();
    }

    @Test
    void whatTheHerdHasNoUseForIsPassedOn() {
        Said command = said(TOPIC + "/cmd", "{\"_type\":\"cmd\",\"action\":\"reportLocation\"}");
        assertThat(command.message()).isInstanceOf(Unused.class);
        assertThat(command.isForOthers()).isTrue();
        assertThat(said(TOPIC, "{\"_type\":\"encrypted\",\"data\":\"x\"}").isForOthers())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "[]", "1", "{", "{\"_type\":\"location\",\"lat\":100,\"lon\":1}", "\0"})
    void whatCannotBeReadIsMalformedAndKeptFromOthers(String payload) {
        assertThat(said(TOPIC, payload).message()).isInstanceOf(Malformed.class);
        assertThat(said(TOPIC, payload).isForOthers()).isFalse();
    }

    @Test
    void nothingToBeKeptRemovesTheDevice() {
        assertThat(read(TOPIC, "", "", Names.ALL)).isInstanceOf(Removal.class);
        assertThat(read(TOPIC + "/info", "", "", Names.ALL)).isInstanceOf(Said.class);
        assertThat(Publication.read(TOPIC, new byte[0], false, "", Names.ALL)).isInstanceOf(Said.class);
    }

    @Test
    void theLoginSaysWhoseADeviceIsWhereTheTopicMayNot() {
        Names family = requireNonNull(Permissions.parse(List.of("report=family/*", "report=guest/*")))
                .report();
        assertThat(((Said) read("owntracks/guest/car", LOCATION, "family", family)).sender())
                .isEqualTo(new Sender("guest", "car"));
        assertThat(((Said) read("owntracks/other/car", LOCATION, "family", family)).sender())
                .isEqualTo(new Sender("family", "car"));
        assertThat(((Said) read("owntracks/other/car", LOCATION, "", family)).sender())
                .isEqualTo(new Sender("other", "car"));
    }
}
