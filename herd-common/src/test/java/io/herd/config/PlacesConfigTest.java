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
        assertThat(TestSources.ofTwoServers().read().places().provider()).isEqualTo(PlacesConfig.Provider.GAZETTEER);
        var sources = TestSources.ofTwoServers().environment("GOOGLE_PLACES_KEY", "key");
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
        assertThatThrownBy(TestSources.ofTwoServers().file("places", "provider", provider)::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("places.provider: " + provider + " needs a key; set the environment variable"
                        + " GOOGLE_PLACES_KEY, or places.keyFile to a file that holds it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://overpass.example/api/interpreter",
                "http://127.0.0.1:8080",
                "http://[::1]:80/",
                "http://my_overpass:8080/api",
                "http://1a.example.",
                "https://a:65535"
            })
    void overpassMayStandAtAnyPath(String url) {
        var sources = TestSources.ofTwoServers().file("places", "provider", "overpass");
        assertThat(sources.file("places", "url", url).read().places().url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "overpass.example/api",
                "https://a/b?c=d",
                "https://a:1b/c",
                "https://a/ b",
                "https://a:0",
                "https://a:65536",
                "https://.",
                "https://a..b",
                "https://-a",
                "https://[::1",
                "https://[:]",
                "https://[1.2.3.4.5]",
                "https://300.1.1.1",
                "https://0.0.0.0",
                "https://[::]:80",
                "https://user:word@a",
                "ftp://a",
                "http:///api"
            })
    void anythingElseIsNoUrl(String url) {
        var sources = TestSources.ofTwoServers().file("places", "provider", "overpass");
        assertThatThrownBy(sources.file("places", "url", url)::read)
                .hasMessage("places.url: expected http:// or https://, a host, perhaps a port and a path,"
                        + " without a query, got '" + url + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gazetteer", "google", "google-legacy"})
    void theOthersStandWithoutAPath(String provider) {
        var sources = TestSources.ofTwoServers().file("places", "provider", provider);
        sources.environment("GOOGLE_PLACES_KEY", "key");
        assertThat(sources.file("places", "url", "http://my_places:8080/")
                        .read()
                        .places()
                        .url())
                .isEqualTo("http://my_places:8080");
        assertThatThrownBy(sources.file("places", "url", "http://my_places/api")::read)
                .hasMessage("places.url: expected http:// or https://, a host and perhaps a port, without a path,"
                        + " got 'http://my_places/api'");
    }

    @Test
    void aDirectoryIsAPathOfThisMachine() {
        assertThat(TestSources.ofTwoServers()
                        .file("places", "directory", "a/dir 東")
                        .read()
                        .places()
                        .directory())
                .isEqualTo("a/dir 東");
        assertThatThrownBy(TestSources.ofTwoServers().file("places", "directory", "a\0b")::read)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("places.directory: expected a path");
    }
}
