package io.herd.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which provider is asked, and where. */
class PlacesConfigTest {
    @Test
    void aKeyMakesGoogleTheDefault() {
        assertThat(Sources.ofTwoServers().read().places().provider()).isEqualTo(PlacesConfig.Provider.GAZETTEER);
        var sources = Sources.ofTwoServers().environment("GOOGLE_PLACES_KEY", "key");
        assertThat(sources.read().places().provider()).isEqualTo(PlacesConfig.Provider.GOOGLE);
        // As container tools pass a variable on that is not set.
        assertThat(sources.environment("HERD_PLACES_PROVIDER", "")
                        .read()
                        .places()
                        .provider())
                .isEqualTo(PlacesConfig.Provider.GOOGLE);
        assertThat(sources.file("places", "provider", "gazetteer")
                        .read()
                        .places()
                        .provider())
                .isEqualTo(PlacesConfig.Provider.GAZETTEER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "google-legacy"})
    void googleNeedsAKey(String provider) {
        assertThatThrownBy(Sources.ofTwoServers().file("places", "provider", provider)::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("places.provider: " + provider + " needs a key; set the environment variable"
                        + " GOOGLE_PLACES_KEY, or places.keyFile to a file that holds it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://overpass.example/api/interpreter", "http://127.0.0.1:8080", "http://[::1]:80/"})
    void overpassMayStandAtAnyPath(String url) {
        var sources = Sources.ofTwoServers().file("places", "provider", "overpass");
        assertThat(sources.file("places", "url", url).read().places().url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"overpass.example/api", "https://a/b?c=d", "https://a:1b/c", "https://a/ b"})
    void anythingElseIsNoUrl(String url) {
        var sources = Sources.ofTwoServers().file("places", "provider", "overpass");
        assertThatThrownBy(sources.file("places", "url", url)::read)
                .hasMessage("places.url: expected http:// or https://, a host, perhaps a port and a path,"
                        + " without a query, got '" + url + "'");
    }
}
