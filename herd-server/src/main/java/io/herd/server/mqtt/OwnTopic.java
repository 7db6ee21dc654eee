package io.herd.server.mqtt;

import io.herd.phone.PhoneNames;
import io.herd.protocol.Bytes;
import org.jspecify.annotations.Nullable;

/** A client's own device, and the topic on which it publishes where that is: there it expects to hear of itself. */
final class OwnTopic {
    private @Nullable Bytes client;
    private String topic = "";

    void set(Bytes published, String on) {
        client = published;
        topic = on;
    }

    /** The topic on which a client is told of. */
    String of(Bytes told) {
        Bytes known = client;
        return known != null && told.equals(known) ? topic : PhoneNames.topic(told);
    }
}
