package io.herd.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which origins may use the API. */
class HttpConfigTest {
    private static List<String> cors(String value) {
        return TestSources.ofTwoServers()
                .environment("HERD_HTTP_CORS", value)
                .read()
                .http()
                .cors();
    }

    @Test
    void originsAreListed() {
        assertThat(cors("https://map.example, http://localhost:8080"))
                .containsExactly("https://map.example", "http://localhost:8080");
        assertThat(cors("*")).containsExactly("*");
        assertThat(cors("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"map.example", "https://map.example/", "https://map.example/a", "*,https://map.example", "null"})
    void anythingElseIsRefused(String value) {
        assertThatThrownBy(() -> cors(value))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("HERD_HTTP_CORS: expected a list of origins");
    }

    @Test
    void tilesAreNeverAskedForUnlessConfigured() {
        assertThat(TestSources.ofTwoServers().read().http().tiles()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiles.example/{z}/{x}/{y}",
                "https://tiles.example/{z}/{x}",
                "https://tiles.example;script-src/{z}/{x}/{y}",
                "javascript:{z}{x}{y}"
            })
    void tilesAreUrlsWithAHost(String value) {
        TestSources sources = TestSources.ofTwoServers().environment("HERD_HTTP_TILES", value);
        assertThatThrownBy(sources::read)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("HERD_HTTP_TILES: expected http:// or https://");
    }
}
