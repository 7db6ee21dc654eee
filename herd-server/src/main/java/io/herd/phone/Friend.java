package io.herd.phone;

import io.herd.protocol.Bytes;
import io.herd.protocol.Card;
import io.herd.protocol.DecimalDegrees;
import io.herd.protocol.Readings;
import io.herd.protocol.Report;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client as OwnTracks shows it.
 *
 * @param report where it is
 * @param readings what else its device told
 * @param card how it wishes to be shown; null if it has not said so
 */
public record Friend(
        Report report, Readings readings, @Nullable Card card) {
    private static final double KILOMETRES_AN_HOUR = 3.6;
    private static final int FULL_CIRCLE = 360;
    private static final int TID_LENGTH = 2;
    /** All tracker ids that can be made up, in base 36. */
    private static final int TIDS = 36 * 36;

    private static final int BASE = 36;
    /** About how many bytes an answer may have; faces that do not fit are left out. */
    private static final int MOST_FACE_BYTES = 64 * 1024;

    /** The client's name. */
    public Bytes client() {
        return report.client();
    }

    /**
     * The messages that tell of some friends in one answer over HTTP, where apps know friends by their tracker ids only, and drop the whole
     * answer if one message is not as they expect.
     *
     * @param friends the first has the tracker id that it wishes
     */
    public static JsonArray answer(List<Friend> friends) {
        var messages = new JsonArray();
        var taken = new HashSet<String>();
        int faces = 0;
        for (Friend each : friends) {
            String tid = each.freeTid(taken);
            Card card = each.card();
            boolean hasRoom = card != null && faces + card.face().length() <= MOST_FACE_BYTES;
            faces += hasRoom && card != null ? card.face().length() : 0;
            messages.add(each.card(tid, hasRoom)).add(each.location(tid));
        }
        return messages;
    }

    /** What it is known by where its wish is free; else one that depends on its name, as all answers should agree. */
    private String freeTid(Set<String> taken) {
        String tid = tid();
        for (int i = 0; !taken.add(tid) && i < TIDS; i++) {
            int number = Math.floorMod(client().hashCode() + i, TIDS);
            tid = "" + digit(number / BASE) + digit(number % BASE);
        }
        return tid;
    }

    private static char digit(int value) {
        return Character.toUpperCase(Character.forDigit(value, BASE));
    }

    /** The tracker id that it wishes, or else the end of its name. */
    private String tid() {
        String ofCard = card == null ? "" : card.trackerId();
        if (!ofCard.isEmpty() || !readings.trackerId().isEmpty()) {
            return ofCard.isEmpty() ? readings.trackerId() : ofCard;
        }
        String name = client().toUtf8();
        int[] points = name.codePoints().toArray();
        int first = Math.max(0, points.length - TID_LENGTH);
        return new String(points, first, points.length - first);
    }

    /** The message that says how it is shown: by its name, unless it wishes another. */
    public JsonObject card(boolean withFace) {
        return card(tid(), withFace);
    }

    private JsonObject card(String tid, boolean withFace) {
        String wish = card == null ? "" : card.name();
        JsonObject message = new JsonObject()
                .put(OwnTracks.TYPE, "card")
                .put("tid", tid)
                .put("name", wish.isEmpty() ? client().toUtf8() : wish);
        String face = card == null || !withFace ? "" : card.face();
        return face.isEmpty() ? message : message.put("face", face);
    }

    /** The message that says where it is. */
    public JsonObject location() {
        return location(tid());
    }

    private JsonObject location(String tid) {
        DecimalDegrees position = DecimalDegrees.of(report);
        JsonObject message = new JsonObject()
                .put(OwnTracks.TYPE, "location")
                .put("topic", PhoneNames.topic(client()))
                .put("tid", tid)
                .put("tst", TimeUnit.NANOSECONDS.toSeconds(report.timeNanos()))
                .put("lat", new BigDecimal(position.latitude()).doubleValue())
                .put("lon", new BigDecimal(position.longitude()).doubleValue());
        put(message, "acc", readings.accuracy());
        put(message, "alt", readings.altitude());
        put(message, "vel", readings.speed() * KILOMETRES_AN_HOUR);
        put(message, "cog", Math.rint(readings.course()) % FULL_CIRCLE);
        put(message, "batt", readings.battery());
        return message;
    }

    /** Apps take whole numbers only. */
    private static void put(JsonObject message, String name, double number) {
        if (!Double.isNaN(number)) {
            message.put(name, Math.round(number));
        }
    }
}
