package io.herd.phone;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Names;
import io.herd.access.Permissions;
import io.herd.protocol.Bytes;
import io.herd.protocol.ClientName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which client a device is, and which topic a client has. */
class PhoneNamesTest {
    private static Names reporting(String... patterns) {
        List<String> words = List.of(patterns).stream().map("report="::concat).toList();
        return Objects.requireNonNull(Permissions.parse(words)).report();
    }

    private static @Nullable String client(String user, String device, Names permitted) {
        ClientName name = PhoneNames.client(new Sender(user, device), permitted);
        return name == null ? null : name.bytes().toUtf8();
    }

    @Test
    void aDeviceIsThatOfItsUser() {
        assertThat(client("bravo", "iPhone 12 Pro", Names.ALL)).isEqualTo("bravo/iPhone%2012%20Pro");
        assertThat(client("", "48241179", Names.ALL)).isEqualTo("48241179");
        assertThat(client("", "anna/phone", Names.ALL)).isEqualTo("anna/phone");
        assertThat(client("anna", "", Names.ALL)).isEqualTo("anna");
        assertThat(client("", "", Names.ALL)).isNull();
        assertThat(client("Łucja", "100% mine\t\n", Names.ALL)).isEqualTo("Łucja/100%25%20mine%09%0A");
    }

    @Test
    void aCredentialForOneNameSaysIt() {
        assertThat(client("", "", reporting("anna/phone"))).isEqualTo("anna/phone");
        assertThat(client("mallory", "x", reporting("anna/phone"))).isEqualTo("anna/phone");
    }

    @Test
    void aCredentialForTheDevicesOfAUserSaysWhose() {
        assertThat(client("", "48241179", reporting("anna/*"))).isEqualTo("anna/48241179");
        assertThat(client("anna", "phone", reporting("anna/*"))).isEqualTo("anna/phone");
        assertThat(client("mallory", "phone", reporting("anna/*"))).isEqualTo("mallory/phone");
        assertThat(client("", "mallory/phone", reporting("anna/*"))).isEqualTo("mallory/phone");
        assertThat(client("", "", reporting("anna/*"))).isNull();
        assertThat(client("mallory", "phone", reporting("anna/*", "bert/*"))).isEqualTo("mallory/phone");
    }

    @ParameterizedTest
    @CsvSource({
        "bravo/iPhone%2012%20Pro,owntracks/bravo/iPhone 12 Pro",
        "anna/phone,owntracks/anna/phone",
        "kiwi.cs.ucla.edu,owntracks/herd/kiwi.cs.ucla.edu",
        "a/b/c,owntracks/a/b_c",
        "/x,owntracks/herd/x",
        "a+/b#,owntracks/a_/b_",
        "a/%zz,owntracks/a/%zz"
    })
    void everyClientHasATopicOfThreeLevels(String client, String topic) {
        assertThat(PhoneNames.topic(
                        Objects.requireNonNull(ClientName.of(client)).bytes()))
                .isEqualTo(topic);
    }

    @Test
    void aDeviceIsTheOneOfItsTopic() {
        for (String topic : List.of("owntracks/bravo/iPhone 12 Pro", "owntracks/a/%25", "owntracks/Łucja/телефон")) {
            ClientName client = Objects.requireNonNull(PhoneNames.client(Sender.ofTopic(topic), Names.ALL));
            assertThat(PhoneNames.topic(client.bytes())).isEqualTo(topic);
        }
        assertThat(PhoneNames.topic(Bytes.of("\u00ff/\u00fe"))).startsWith("owntracks/");
    }
}
