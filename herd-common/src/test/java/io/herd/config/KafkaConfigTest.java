package io.herd.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConfigTest {
    private static TestSources sources() {
        return TestSources.ofTwoServers().file("kafka", "bootstrap", "broker:9092");
    }

    @Test
    void thereIsNoneUnlessItIsGiven() {
        assertThat(TestSources.ofTwoServers().read().kafka()).isEqualTo(KafkaConfig.NONE);
        assertThat(sources().read().kafka().bootstrap()).isEqualTo("broker:9092");
    }

    @Test
    void refusesWhatKafkaWouldNotTake() {
        assertThatThrownBy(() -> sources().file("kafka", "bootstrap", "broker").read())
                .hasMessage("kafka.bootstrap: expected brokers with their ports, such as broker1:9092,broker2:9092,"
                        + " got 'broker'");
        assertThatThrownBy(() -> sources().file("kafka", "topic", "a b").read())
                .hasMessageStartingWith("kafka.topic: expected a name of 1 to 249 letters");
        assertThatThrownBy(() -> sources().file("kafka", "herd", "a/b").read())
                .hasMessageStartingWith("kafka.herd: expected a name of at most 100 letters");
    }

    @Test
    void takesAPasswordWithItsNameOnly() {
        assertThatThrownBy(() -> sources()
                        .file("kafka", "security", Map.of("protocol", "sasl_ssl", "username", "herd"))
                        .read())
                .hasMessage("kafka.security.protocol: expected kafka.security.username and password as well");
        assertThatThrownBy(() -> sources()
                        .file("kafka", "security", Map.of("username", "herd", "password", "p"))
                        .read())
                .hasMessageStartingWith("kafka.security.protocol: expected sasl_ssl or sasl_plaintext");
        assertThatThrownBy(() -> sources()
                        .file("kafka", "security", Map.of("truststore", "ca.pem"))
                        .read())
                .hasMessageStartingWith("kafka.security.protocol: expected ssl or sasl_ssl");
    }

    @Test
    void neverShowsThePassword() {
        KafkaConfig config = sources()
                .file("kafka", "security", Map.of("protocol", "sasl_ssl", "username", "herd", "password", "hidden"))
                .read()
                .kafka();
        assertThat(config.security().password()).isEqualTo("hidden");
        assertThat(config.toString()).contains("herd").doesNotContain("hidden");
    }
}
