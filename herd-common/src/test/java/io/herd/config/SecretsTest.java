package io.herd.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String SECRET = "correct horse battery";

    @Test
    void theShortNamesOfTheEnvironment() {
        HerdConfig config = TestSources.ofTwoServers()
                .environment("HERD_SECRET", SECRET)
                .environment("GOOGLE_PLACES_KEY", "key")
                .environment("HERD_PLACES_PROVIDER", "google-legacy")
                .read();
        assertThat(config.links().secret()).isEqualTo(SECRET);
        assertThat(config.places().key()).isEqualTo("key");
    }

    @Test
    void thePreviousSecretComesInTheSameWays() {
        for (TestSources sources : List.of(
                TestSources.ofTwoServers().environment("HERD_PREVIOUS_SECRET", SECRET),
                TestSources.ofTwoServers().environment("HERD_LINKS_PREVIOUS_SECRET", SECRET),
                TestSources.ofTwoServers().file("links", "previousSecret", SECRET),
                TestSources.ofTwoServers()
                        .environment("HERD_PREVIOUS_SECRET_FILE", "previous")
                        .secretFile("previous", SECRET + "\n"))) {
            LinksConfig links = sources.environment("HERD_SECRET", "the secret from now on")
                    .read()
                    .links();
            assertThat(links.secret()).isEqualTo("the secret from now on");
            assertThat(links.previousSecret()).isEqualTo(SECRET);
            assertThat(links.toString()).doesNotContain(SECRET).contains("previousSecret=given");
        }
    }

    @Test
    void anEmptyFileSaysThatThereIsNoPreviousSecret() {
        LinksConfig links = TestSources.ofTwoServers()
                .environment("HERD_SECRET", SECRET)
                .environment("HERD_PREVIOUS_SECRET_FILE", "previous")
                .secretFile("previous", "")
                .read()
                .links();
        assertThat(links.previousSecret()).isNull();
    }

    @Test
    void aPreviousSecretAloneOrTheSameOneTwiceIsRefused() {
        TestSources alone = TestSources.ofTwoServers().environment("HERD_PREVIOUS_SECRET", SECRET);
        assertThatThrownBy(alone::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("links.previousSecret: expected links.secret as well, and another one");
        assertThatThrownBy(alone.environment("HERD_SECRET", SECRET)::read)
                .hasMessage("links.previousSecret: expected links.secret as well, and another one");
        assertThatThrownBy(TestSources.ofTwoServers().environment("HERD_PREVIOUS_SECRET", "short")::read)
                .hasMessage("HERD_PREVIOUS_SECRET: expected a text of at least 16 bytes of UTF-8");
    }

    @Test
    void theLongNamesGoBeforeTheShortOnes() {
        HerdConfig config = TestSources.ofTwoServers()
                .environment("HERD_SECRET", "a secret of no use here")
                .environment("HERD_LINKS_SECRET", SECRET)
                .environment("GOOGLE_PLACES_KEY", "other")
                .environment("HERD_PLACES_KEY", "key")
                .read();
        assertThat(config.links().secret()).isEqualTo(SECRET);
        assertThat(config.places().key()).isEqualTo("key");
    }

    @Test
    void aFilesContentWithoutWhiteSpaceAtItsEnds() {
        HerdConfig config = TestSources.ofTwoServers()
                .environment("HERD_SECRET_FILE", "/run/secrets/herd")
                .secretFile("/run/secrets/herd", SECRET + "\n")
                .file("places", "keyFile", "key.txt")
                .secretFile("key.txt", "key\r\n")
                .read();
        assertThat(config.links().secret()).isEqualTo(SECRET);
        assertThat(config.places().key()).isEqualTo("key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s\n", "%s\r\n", " \t%s \u000B\f", "\uFEFF%s", "\uFEFF\n%s\r\n"})
    void strayEndsAreNoPartOfASecretWhereverItComesFrom(String form) {
        String stray = form.formatted(SECRET);
        TestSources file = TestSources.ofTwoServers()
                .environment("HERD_SECRET_FILE", "secret")
                .file("places", "keyFile", "key");
        file.secretFile("secret", stray);
        file.secretFile("key", form.formatted("AIza-key"));
        assertThat(file.read().links().secret()).isEqualTo(SECRET);
        assertThat(file.read().places().key()).isEqualTo("AIza-key");
        assertThat(TestSources.ofTwoServers()
                        .environment("HERD_SECRET", stray)
                        .read()
                        .links()
                        .secret())
                .isEqualTo(SECRET);
        assertThat(TestSources.ofTwoServers()
                        .file("links", "secret", stray)
                        .read()
                        .links()
                        .secret())
                .isEqualTo(SECRET);
    }

    @Test
    void whatIsNoStrayEndIsPartOfASecret() {
        for (String secret : List.of("two words, two\nlines", "\u00A0" + SECRET, SECRET + "\uFEFF", "грюн東grün東grün")) {
            assertThat(TestSources.ofTwoServers()
                            .environment("HERD_SECRET", secret)
                            .read()
                            .links()
                            .secret())
                    .isEqualTo(secret);
        }
    }

    @Test
    void secretsThatLostTheirLettersOnTheWayAreRefused() {
        assertThatThrownBy(TestSources.ofTwoServers().environment("HERD_SECRET", "gr\uFFFD\uFFFDn " + SECRET)::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("HERD_SECRET: expected a text of at least 16 bytes of UTF-8");
    }

    @Test
    void theStrongerSourceWinsWhicheverFormItHas() {
        var sources = TestSources.ofTwoServers()
                .file("links", "secretFile", "weaker")
                .secretFile("weaker", "a secret of no use here")
                .environment("HERD_SECRET", SECRET);
        assertThat(sources.read().links().secret()).isEqualTo(SECRET);
        sources.property("herd.links.secretFile", "stronger").secretFile("stronger", "the strongest secret");
        assertThat(sources.read().links().secret()).isEqualTo("the strongest secret");
    }

    @Test
    void systemPropertiesAreRefusedSinceAListOfProcessesShowsThem() {
        assertThatThrownBy(TestSources.ofTwoServers().property("herd.places.key", "AIza-key")::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("herd.places.key: the list of processes shows it to every user of the machine;"
                        + " set GOOGLE_PLACES_KEY in the environment, or herd.places.keyFile to a file that holds it");
        assertThatThrownBy(TestSources.ofTwoServers().property("herd.links.secret", SECRET)::read)
                .hasMessageStartingWith("herd.links.secret: the list of processes shows it")
                .hasMessageContaining("HERD_SECRET")
                .hasMessageNotContaining(SECRET);
        HerdConfig config = TestSources.ofTwoServers()
                .property("herd.places.keyFile", "key.txt")
                .secretFile("key.txt", "key")
                .read();
        assertThat(config.places().key()).isEqualTo("key");
    }

    @Test
    void bothFormsFromOneSourceAreRefused() {
        assertThatThrownBy(TestSources.ofTwoServers()
                        .environment("HERD_SECRET", SECRET)
                        .environment("HERD_SECRET_FILE", "file")::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("HERD_SECRET and HERD_SECRET_FILE: give one of them, not both");
    }

    @Test
    void messagesDoNotShowThem() {
        assertThatThrownBy(TestSources.ofTwoServers().environment("HERD_SECRET", "short")::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("HERD_SECRET: expected a text of at least 16 bytes of UTF-8");
        assertThatThrownBy(TestSources.ofTwoServers().file("links", "secret", 1234567890123456789L)::read)
                .hasMessage("links.secret: expected a text of at least 16 bytes of UTF-8");
        for (Object wrong : List.of(5, "two words", "two\nlines", "schlüssel")) {
            assertThatThrownBy(TestSources.ofTwoServers().file("places", "key", wrong)::read)
                    .hasMessage("places.key: expected a key: letters, digits and signs of ASCII, without spaces");
        }
    }

    @Test
    void filesThatCannotBeReadOrSayTooLittle() {
        assertThatThrownBy(TestSources.ofTwoServers().file("links", "secretFile", "nowhere")::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("links.secretFile: nowhere: cannot be read, there is no such file");
        assertThatThrownBy(TestSources.ofTwoServers()
                        .file("links", "secretFile", "empty")
                        .secretFile("empty", "\n")::read)
                .hasMessage("links.secretFile: expected a text of at least 16 bytes of UTF-8");
    }

    @Test
    void theRecordsDoNotShowThem() {
        HerdConfig config = TestSources.ofTwoServers()
                .environment("HERD_SECRET", SECRET)
                .environment("GOOGLE_PLACES_KEY", "AIza-key")
                .read();
        assertThat(config.toString())
                .doesNotContain(SECRET)
                .doesNotContain("AIza-key")
                .contains("secret=given");
    }
}
