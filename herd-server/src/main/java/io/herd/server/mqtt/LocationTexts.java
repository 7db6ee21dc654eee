package io.herd.server.mqtt;

import io.herd.phone.Friend;
import io.herd.protocol.Bytes;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The messages that tell where clients are: each is written once for all subscribers of an event loop, to which it is confined. */
final class LocationTexts {
    /** Of so many clients the newest is kept: subscribers are told of the same few at about the same time. */
    private static final int MOST = 64;

    private final SequencedMap<Bytes, Text> texts = new LinkedHashMap<>();

    private record Text(Friend friend, String topic, Buffer json) {}

    /** @param topic on which it is told of the client */
    Buffer of(Friend friend, String topic) {
        Text known = texts.get(friend.client());
        if (known != null && known.friend.equals(friend) && known.topic.equals(topic)) {
            return known.json;
        }
        Buffer json = friend.location().put("topic", topic).toBuffer();
        texts.remove(friend.client());
        texts.put(friend.client(), new Text(friend, topic, json));
        if (texts.size() > MOST) {
            texts.pollFirstEntry();
        }
        return json;
    }
}
