package io.herd.server.mqtt;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Names;
import io.herd.access.Permissions;
import io.herd.protocol.Bytes;
import io.herd.server.watch.Interest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFilterTest {
    private static TopicFilter filter(String text) {
        return requireNonNull(TopicFilter.parse(text));
    }

    private static Names names(String... patterns) {
        List<String> words = Stream.of(patterns).map("read="::concat).toList();
        return requireNonNull(Permissions.parse(words)).read();
    }

    @ParameterizedTest
    @CsvSource({
        "#, a, true",
        "#, owntracks/a/b/c, true",
        "owntracks/#, owntracks, true",
        "owntracks/#, owntracks/a/b, true",
        "owntracks/#, other/a/b, false",
        "owntracks/+/+, owntracks/a/b, true",
        "owntracks/+/+, owntracks/a/b/info, false",
        "owntracks/+/+, owntracks/a, false",
        "owntracks/+/+/info, owntracks/a/b/info, true",
        "owntracks/+/+/info, owntracks/a/b/event, false",
        "owntracks/a/+, owntracks/a/b, true",
        "owntracks/a/+, owntracks/b/b, false",
        "owntracks/a/b, owntracks/a/b, true",
        "owntracks/a/b, owntracks/a/bb, false",
        "+/+, a/, true",
        "/+, /a, true",
        "+, /a, false"
    })
    void itMatchesAsBrokersDo(String filter, String topic, boolean matches) {
        assertThat(filter(filter).matches(topic)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a#", "#/a", "a/#/b", "a+/b", "+a", "a/b+", "##", "a\0b"})
    void otherTextsAreNone(String text) {
        assertThat(TopicFilter.parse(text)).isNull();
    }

    @Test
    void itIsNoLongerThanTopicsAre() {
        assertThat(TopicFilter.parse("x".repeat(1_024))).isNotNull();
        assertThat(TopicFilter.parse("/".repeat(1_025))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "#, true, true",
        "owntracks/+/+, true, false",
        "owntracks/+/+/info, false, true",
        "owntracks/+/+/event, false, false",
        "owntracks/a/#, true, true",
        "owntracks/a/b/#, true, true",
        "owntracks/a/b/info/#, false, true",
        "owntracks/a/b/cmd, false, false",
        "+/+/+, true, false",
        "owntracks, false, false",
        "other/+/+, false, false"
    })
    void itSaysWhatIsToBeTold(String filter, boolean coversLocations, boolean coversCards) {
        assertThat(filter(filter).coversLocations()).isEqualTo(coversLocations);
        assertThat(filter(filter).coversCards()).isEqualTo(coversCards);
    }

    @Test
    void whoMaySeeAllWatchesWhatTheFilterSays() {
        assertThat(filter("#").interests(Names.ALL)).containsExactly(new Interest.OfPrefix(Bytes.of("")));
        assertThat(filter("owntracks/a/+").interests(Names.ALL)).containsExactly(new Interest.OfPrefix(Bytes.of("a/")));
        assertThat(filter("owntracks/my user/+").interests(Names.ALL))
                .containsExactly(new Interest.OfPrefix(Bytes.of("my%20user/")));
        assertThat(filter("owntracks/a/b").interests(Names.ALL))
                .containsExactly(new Interest.OfClients(Bytes.of("a/b")));
    }

    @Test
    void clientsOfNoUserAreThoseOfTheHerd() {
        assertThat(filter("owntracks/herd/+").interests(Names.ALL))
                .containsExactly(new Interest.OfPrefix(Bytes.of("")));
        assertThat(filter("owntracks/herd/kiwi").interests(Names.ALL))
                .containsExactly(new Interest.OfClients(Set.of(Bytes.of("herd/kiwi"), Bytes.of("kiwi"))));
        assertThat(filter("owntracks/herd/kiwi").interests(names("kiwi")))
                .containsExactly(new Interest.OfClients(Bytes.of("kiwi")));
    }

    @Test
    void whoMaySeeSomeWatchesNoOthers() {
        Names family = names("family/*");
        assertThat(filter("#").interests(family)).containsExactly(new Interest.OfPrefix(Bytes.of("family/")));
        assertThat(filter("owntracks/family/+").interests(family))
                .containsExactly(new Interest.OfPrefix(Bytes.of("family/")));
        assertThat(filter("owntracks/other/+").interests(family)).isEmpty();
        assertThat(filter("owntracks/other/car").interests(family)).isEmpty();
        assertThat(filter("owntracks/family/car").interests(family))
                .containsExactly(new Interest.OfClients(Bytes.of("family/car")));
    }

    @Test
    void namesThatSeveralPatternsMeanAreWatchedOnce() {
        assertThat(filter("#").interests(names("family/*", "family/car", "kiwi")))
                .containsExactlyInAnyOrder(
                        new Interest.OfPrefix(Bytes.of("family/")), new Interest.OfPrefix(Bytes.of("kiwi")));
    }
}
