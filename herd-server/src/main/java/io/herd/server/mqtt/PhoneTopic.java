package io.herd.server.mqtt;

import io.herd.phone.PhoneNames;
import io.herd.phone.Sender;
import io.herd.protocol.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A topic of OwnTracks: {@code owntracks/<user>/<device>}, perhaps with more behind it.
 *
 * @param sender whose it is
 * @param rest what stands behind the device, with the solidus before it; empty on the topic of its position
 */
record PhoneTopic(Sender sender, String rest) {
    static final String ROOT = "owntracks";
    /** The level behind the device on the topic that says how it is shown. */
    static final String CARD = "info";

    private static final int LEVELS = 3;

    /** The one that a text is; null where it is none. */
    static @Nullable PhoneTopic parse(String topic) {
        String[] levels = topic.split("/", LEVELS + 1);
        boolean isOne = levels.length >= LEVELS && levels[0].equals(ROOT) && topic.indexOf('\0') < 0;
        if (!isOne || levels[1].isEmpty() || levels[2].isEmpty()) {
            return null;
        }
        return new PhoneTopic(new Sender(levels[1], levels[2]), levels.length > LEVELS ? "/" + levels[LEVELS] : "");
    }

    /** The topic of a client's card. */
    static String ofCard(String topic) {
        return topic + "/" + CARD;
    }

    /** The same of a client, under the name by which others know it. */
    String of(Bytes client) {
        return PhoneNames.topic(client) + rest;
    }
}
