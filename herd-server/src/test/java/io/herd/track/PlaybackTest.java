package io.herd.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When points are due, and who they are of. */
class PlaybackTest {
    private static final long FIRST = 1_000;
    private static final long START = 500_000;

    @Test
    void pointsAreDueInTheirPaceTimesTheSpeed() {
        var playback = new Playback(new ReplaySpeed(10), FIRST, START, false);
        assertThat(playback.due(FIRST)).isEqualTo(START);
        assertThat(playback.due(FIRST + 600)).isEqualTo(START + 60);
        assertThat(playback.due(FIRST - 600)).isEqualTo(START);
        assertThat(playback.sentTime(FIRST + 600)).isEqualTo(FIRST + 600);
    }

    @Test
    void withoutAPaceAllAreDueAtOnce() {
        var playback = new Playback(ReplaySpeed.MAX, FIRST, START, true);
        assertThat(playback.due(FIRST + 600)).isEqualTo(START);
        assertThat(playback.sentTime(FIRST + 600)).isEqualTo(START + 600);
    }

    @Test
    void aShiftedReplayWithAPaceSendsTheTimeOfSending() {
        var playback = new Playback(new ReplaySpeed(10), FIRST, START, true);
        assertThat(playback.sentTime(FIRST)).isEqualTo(START);
        assertThat(playback.sentTime(FIRST + 600)).isEqualTo(playback.due(FIRST + 600));
        assertThat(playback.sentTime(0)).isEqualTo(START - 100);
    }

    @ParameterizedTest
    @CsvSource({"60x,60", "60,60", "0.5x,0.5", "max,Infinity"})
    void aSpeedIsAFactorOrMax(String text, double factor) {
        assertThat(ReplaySpeed.parse(text)).isEqualTo(new ReplaySpeed(factor));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0x", "-1x", "fast", "1e3", "60 x"})
    void whatIsNoSpeedIsNone(String text) {
        assertThat(ReplaySpeed.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"kiwi,kiwi", "iPhone 12 Pro,iPhone%2012%20Pro", "' a\tb ',a%09b", "100%,100%", "z\u00fcrich,z\u00fcrich"
    })
    void aNameHasItsWhiteSpaceEncoded(String name, String client) {
        assertThat(ClientNames.encode(name)).isEqualTo(client);
    }

    @Test
    void aMissingNameIsNone() {
        assertThat(ClientNames.encode(null)).isNull();
        assertThat(ClientNames.encode(" ")).isNull();
        assertThat(ClientNames.encode("x".repeat(201))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"ride.gpx,ride", "my ride.csv.gz,my%20ride", "2024.05.01.gpx,2024.05.01", ".rec,.rec", "noend,noend"})
    void aFileIsNamedWithoutItsEnding(String file, String client) {
        assertThat(ClientNames.ofFile(file)).isEqualTo(client);
    }
}
