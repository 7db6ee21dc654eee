package io.herd.server.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.phone.Friend;
import io.herd.protocol.Bytes;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Readings;
import io.herd.protocol.Report;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class LocationTextsTest {
    private final LocationTexts texts = new LocationTexts();

    private static Friend friend(String client, int time, double battery) {
        String line = "AT " + client + " Goloman +52.5012 +013.3301 +0.5 " + time;
        Report report = ((LinkMessage.At) LinkMessageParser.parse(Bytes.of(line))).report();
        return new Friend(report, new Readings(9, 1, 1, 1, battery, ""), null);
    }

    private Buffer text(Friend friend) {
        return texts.of(friend, "owntracks/alpha/pixel");
    }

    @Test
    void theSameIsWrittenOnce() {
        Buffer first = text(friend("alpha/pixel", 5, 80));
        assertThat(first.toJsonObject().getString("topic")).isEqualTo("owntracks/alpha/pixel");
        assertThat(text(friend("alpha/pixel", 5, 80))).isSameAs(first);
    }

    @Test
    void whatHasChangedIsWrittenAgain() {
        Buffer first = text(friend("alpha/pixel", 5, 80));
        assertThat(text(friend("alpha/pixel", 6, 80)).toJsonObject().getInteger("tst"))
                .isEqualTo(6);
        assertThat(text(friend("alpha/pixel", 6, 79)).toJsonObject().getInteger("batt"))
                .isEqualTo(79);
        assertThat(texts.of(friend("alpha/pixel", 5, 80), "owntracks/own/topic")
                        .toJsonObject()
                        .getString("topic"))
                .isEqualTo("owntracks/own/topic");
        assertThat(text(friend("alpha/pixel", 5, 80))).isEqualTo(first);
    }

    @Test
    void onlySoManyAreKept() {
        Buffer first = text(friend("c", 5, 80));
        for (int i = 0; i < 64; i++) {
            Buffer _ = text(friend("c" + i, 5, 80));
        }
        assertThat(text(friend("c", 5, 80))).isEqualTo(first).isNotSameAs(first);
    }
}
