package io.herd.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactsTest {
    private static final Duration RETENTION = Duration.ofDays(30);

    private final AtomicLong clock = new AtomicLong(Duration.ofDays(20_000).toNanos());
    private final Contacts goloman = new Contacts("Goloman", clock::get, Duration.ofHours(24));
    private final Contacts hands = new Contacts("Hands", clock::get, Duration.ofHours(24));
    private final Contacts welsh = new Contacts("Welsh", clock::get, Duration.ofHours(24));

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static void talk(Contacts one, Contacts other) {
        String word = one.encoded();
        assertThat(one.hear(other.encoded(), true)).isTrue();
        assertThat(other.hear(word, true)).isTrue();
    }

    private static boolean areApart(Contacts one, Contacts other) {
        return !one.apart(other.encoded(), RETENTION).isEmpty();
    }

    @Test
    void serversThatTalkOrHaveNeverMetAreNotApart() {
        pass(Duration.ofDays(100));
        assertThat(areApart(goloman, hands)).isFalse();
        talk(goloman, hands);
        pass(Duration.ofDays(29));
        assertThat(areApart(goloman, hands)).isFalse();
    }

    @Test
    void serversThatHadNoWordOfEachOtherForLongAreApart() {
        talk(goloman, hands);
        pass(Duration.ofDays(31));
        assertThat(areApart(goloman, hands)).isTrue();
        assertThat(areApart(hands, goloman)).isTrue();
    }

    @Test
    void wordThroughOthersCounts() {
        talk(goloman, hands);
        for (int day = 0; day < 40; day++) {
            talk(goloman, welsh);
            talk(welsh, hands);
            pass(Duration.ofDays(1));
        }
        assertThat(areApart(goloman, hands)).isFalse();
    }

    @Test
    void aServerThatHasStartedEmptyIsLetInAndCarriesNothingFromOneSideToTheOther() {
        talk(goloman, hands);
        talk(hands, welsh);
        pass(Duration.ofDays(31));
        var fresh = new Contacts("Hands", clock::get, Duration.ofHours(24));
        assertThat(areApart(goloman, fresh)).isFalse();
        assertThat(areApart(welsh, fresh)).isFalse();
        talk(goloman, welsh);
        pass(Duration.ofDays(31));
        talk(fresh, goloman);
        assertThat(areApart(welsh, fresh)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "Goloman",
                "Goloman:1",
                "Goloman:1:x",
                "Goloman:-1:1",
                "a:1:1,",
                "a b:1:1",
                "a:1:1:1",
                "a:1:1234567890123"
            })
    void malformedWordsAreRefused(String word) {
        assertThat(goloman.hear(word, true)).isFalse();
        assertThat(goloman.apart(word, RETENTION)).isEmpty();
    }

    @Test
    void inventedServersAreBoundedSoThatAHandshakeStillFitsIntoItsLine() {
        talk(goloman, hands);
        for (String times : new String[] {":1:1", ":1:1000000000", ":999999999999:999999999999"}) {
            for (int i = 0; i < 1_000; i += 100) {
                String invented = IntStream.range(i, i + 100)
                        .mapToObj(number -> "s".repeat(80) + number + times)
                        .collect(Collectors.joining(","));
                assertThat(goloman.hear(invented, true)).isTrue();
            }
        }
        assertThat(goloman.encoded()).contains("Goloman:", "Hands:").hasSizeBetween(6_000, 7_000);
        String many = IntStream.range(0, 300)
                .mapToObj(number -> "s" + number + ":1:1")
                .collect(Collectors.joining(","));
        assertThat(goloman.hear(many, true)).isFalse();
    }

    @Test
    void untilANeighbourHasSentWhatIsLackingItsWordOfOthersIsNotTakenOver() {
        talk(goloman, hands);
        talk(goloman, welsh);
        pass(Duration.ofDays(20));
        talk(hands, welsh);
        assertThat(goloman.hear(welsh.encoded(), false)).isTrue();
        pass(Duration.ofDays(20));
        assertThat(areApart(goloman, hands)).isTrue();
        assertThat(goloman.hear(welsh.encoded(), true)).isTrue();
        assertThat(areApart(goloman, welsh)).isFalse();
    }

    @Test
    void timesThatNoClockShowsYetDoNotCount() {
        talk(goloman, hands);
        String word = goloman.encoded();
        assertThat(goloman.hear("Hands:1:999999999999,Hands2:2:1", true)).isTrue();
        assertThat(goloman.encoded()).isEqualTo(word);
    }

    @Test
    void aServerThatIsRestartedWithItsMemoryIsAsFarApartAsBefore() {
        talk(goloman, hands);
        long began = clock.get();
        pass(Duration.ofDays(31));
        var restarted = new Contacts("Hands", clock::get, Duration.ofHours(24));
        assertThat(areApart(goloman, restarted)).isFalse();
        restarted.remembersSince(began);
        assertThat(areApart(goloman, restarted)).isTrue();
    }
}
