package io.herd.server.mqtt;

import io.herd.access.Names;
import io.herd.phone.OwnTracks;
import io.herd.phone.PhoneMessage;
import io.herd.phone.PhoneMessage.Malformed;
import io.herd.phone.PhoneMessage.Unused;
import io.herd.phone.PhoneNames;
import io.herd.phone.Sender;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a message that was published means. */
sealed interface Publication {
    /**
     * An app says something of a device.
     *
     * @param sender whose it is
     * @param isForOthers whether it is to be passed on as it is: the herd itself tells where clients are, and how they are shown
     */
    record Said(PhoneTopic topic, Sender sender, PhoneMessage message, boolean isForOthers) implements Publication {}

    /** A device is to be forgotten: nothing is to be kept on its topic. */
    record Removal(PhoneTopic topic) implements Publication {}

    /** Nothing that the herd knows. */
    record Foreign() implements Publication {}

    /**
     * Reads a message.
     *
     * @param isRetained whether it is to be kept in place of what is kept on its topic
     * @param user who has logged in; empty if that is not known
     * @param permitted the clients that may be reported
     */
    static Publication read(String topic, byte[] payload, boolean isRetained, String user, Names permitted) {
        PhoneTopic known = PhoneTopic.parse(topic);
        if (known == null) {
            return new Foreign();
        } else if (payload.length == 0) {
            boolean isRemoval = isRetained && known.rest().isEmpty();
            return isRemoval
                    ? new Removal(known)
                    : new Said(
                            known,
                            known.sender(),
                            new Unused("empty messages"),
                            !known.rest().isEmpty());
        }
        Sender sender = sender(known.sender(), user, permitted);
        PhoneMessage message = message(payload, sender);
        boolean isTold = message instanceof PhoneMessage.Located || message instanceof PhoneMessage.Shown;
        boolean isEvent = !known.rest().isEmpty() && !known.rest().equals("/" + PhoneTopic.CARD);
        boolean isForOthers = isTold ? isEvent : message instanceof Unused;
        return new Said(known, sender, message, isForOthers);
    }

    /** Topics say whose a device is; where that is nobody of whom the login may report, the login does. */
    private static Sender sender(Sender ofTopic, String user, Names permitted) {
        boolean isPermitted = user.isEmpty() || PhoneNames.of(ofTopic).stream().anyMatch(permitted::contains);
        return isPermitted ? ofTopic : new Sender(user, ofTopic.device());
    }

    private static PhoneMessage message(byte[] payload, Sender sender) {
        try {
            return Json.decodeValue(new String(payload, StandardCharsets.UTF_8)) instanceof JsonObject json
                    ? OwnTracks.read(json, sender)
                    : new Malformed("the payload is no object of JSON");
        } catch (DecodeException _) {
            return new Malformed("the payload is no JSON");
        }
    }

    /** The messages of some publications, in their order. */
    static List<PhoneMessage> messages(List<Publication> publications) {
        return publications.stream()
                .filter(Said.class::isInstance)
                .map(each -> ((Said) each).message())
                .toList();
    }
}
