package io.herd.server.web;

import io.herd.protocol.Bytes;
import io.herd.protocol.ClientName;
import io.herd.protocol.FenceName;
import io.herd.server.watch.Interest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a client's text into a message. Total: whatever the text, there is an answer. */
final class LiveMessageReader {
    /** How many names a subscription may have. */
    static final int MOST_NAMES = 1_000;
    /** Of how many clients the positions are sent at most where counts are sent otherwise. */
    static final int MOST_POSITIONS = 10_000;

    private static final int MOST_ID = 64;
    private static final int MOST_RATE = 100;

    private static final String SUBSCRIBE = "subscribe";
    private static final String UNSUBSCRIBE = "unsubscribe";
    private static final String RATE = "rate";
    private static final String MOST = "most";

    private static final LiveMessage UNKNOWN =
            new LiveMessage.Malformed("expected a JSON object with subscribe, unsubscribe or rate");
    private static final LiveMessage NO_ID =
            new LiveMessage.Malformed("subscribe, unsubscribe: expected a text of 1 to " + MOST_ID + " characters");
    private static final LiveMessage NO_SUBJECT = new LiveMessage.Malformed(
            "subscribe: expected client, clients, prefix, near, bbox, around with radius, fence or fences,"
                    + " as the documentation has them");

    /** How many positions are sent at most of a box for which nothing else is asked; 0 if all are. */
    private final int usualMost;

    LiveMessageReader(int usualMost) {
        this.usualMost = usualMost;
    }

    LiveMessage read(String text) {
        JsonObject json;
        try {
            json = new JsonObject(text);
        } catch (DecodeException | ClassCastException e) {
            return UNKNOWN;
        }
        if (json.containsKey(SUBSCRIBE)) {
            return subscribe(id(json.getValue(SUBSCRIBE)), json);
        } else if (json.containsKey(UNSUBSCRIBE)) {
            String id = id(json.getValue(UNSUBSCRIBE));
            return id == null ? NO_ID : new LiveMessage.Unsubscribe(id);
        }
        return json.containsKey(RATE) ? rate(json.getValue(RATE)) : UNKNOWN;
    }

    private static @Nullable String id(@Nullable Object value) {
        return value instanceof String id && !id.isEmpty() && id.length() <= MOST_ID ? id : null;
    }

    private static LiveMessage rate(@Nullable Object value) {
        int rate = integer(value, MOST_RATE);
        return rate < 0
                ? new LiveMessage.Malformed("rate: expected an integer from 0 to " + MOST_RATE)
                : new LiveMessage.Rate(rate);
    }

    private LiveMessage subscribe(@Nullable String id, JsonObject json) {
        if (id == null) {
            return NO_ID;
        }
        if (json.getValue(Interests.FENCE) instanceof String name) {
            FenceName fence = FenceName.of(name);
            return fence == null ? NO_SUBJECT : new LiveMessage.SubscribeFence(id, fence);
        } else if (Interests.ALL.equals(json.getValue(Interests.FENCES))) {
            return new LiveMessage.SubscribeFence(id, null);
        }
        Interest interest = interest(json);
        if (interest == null) {
            return NO_SUBJECT;
        }
        boolean isBox = interest instanceof Interest.InBox;
        Object most = json.getValue(MOST);
        if (most == null) {
            return new LiveMessage.Subscribe(id, interest, isBox ? usualMost : 0);
        }
        int positions = integer(most, MOST_POSITIONS);
        return positions <= 0 || !isBox
                ? new LiveMessage.Malformed("most: expected an integer from 1 to " + MOST_POSITIONS + ", with bbox")
                : new LiveMessage.Subscribe(id, interest, positions);
    }

    private static @Nullable Interest interest(JsonObject json) {
        if (json.getValue(Interests.CLIENT) instanceof String name) {
            return clients(List.of(name));
        } else if (json.getValue(Interests.CLIENTS) instanceof JsonArray names) {
            return clients(names.getList());
        } else if (json.getValue(Interests.PREFIX) instanceof String prefix) {
            Bytes name = name(prefix);
            return name == null ? null : new Interest.OfPrefix(name);
        } else if (json.getValue(Interests.NEAR) instanceof JsonArray circle && circle.size() == 3) {
            return Interests.circle(number(circle, 0), number(circle, 1), number(circle, 2));
        } else if (json.getValue(Interests.BOX) instanceof JsonArray box && box.size() == 4) {
            return Interests.box(number(box, 0), number(box, 1), number(box, 2), number(box, 3));
        } else if (json.getValue(Interests.AROUND) instanceof String center) {
            Bytes name = name(center);
            return name == null ? null : Interests.around(name, number(json.getValue(Interests.RADIUS)));
        }
        return null;
    }

    private static @Nullable Interest clients(List<?> names) {
        if (names.isEmpty() || names.size() > MOST_NAMES) {
            return null;
        }
        Set<Bytes> clients = new HashSet<>();
        for (Object each : names) {
            Bytes name = each instanceof String text ? name(text) : null;
            if (name == null) {
                return null;
            }
            clients.add(name);
        }
        return new Interest.OfClients(clients);
    }

    private static @Nullable Bytes name(String text) {
        ClientName name = ClientName.of(text);
        return name == null ? null : name.bytes();
    }

    private static double number(JsonArray array, int index) {
        return number(array.getValue(index));
    }

    /** The number, or NaN, which is out of every range. */
    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** The integer, or -1 where it is none from 0 up to the largest. */
    private static int integer(@Nullable Object value, int largest) {
        return value instanceof Integer number && number >= 0 && number <= largest ? number : -1;
    }
}
