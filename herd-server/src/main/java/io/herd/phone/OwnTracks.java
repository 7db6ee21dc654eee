package io.herd.phone;

import io.herd.phone.PhoneMessage.Located;
import io.herd.phone.PhoneMessage.Malformed;
import io.herd.phone.PhoneMessage.Shown;
import io.herd.phone.PhoneMessage.Unused;
import io.herd.protocol.Card;
import io.herd.protocol.DecimalDegrees;
import io.herd.protocol.Readings;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The messages of OwnTracks, which are the same over HTTP and over MQTT. */
public final class OwnTracks {
    static final String TYPE = "_type";
    private static final double METRES_A_SECOND = 1 / 3.6;

    private OwnTracks() {}

    /** Whether an object is such a message. */
    static boolean is(JsonObject json) {
        return json.getValue(TYPE) != null;
    }

    /**
     * What a message says.
     *
     * @param sender whose it is, as far as the request or the topic says
     */
    public static PhoneMessage read(JsonObject json, Sender sender) {
        var members = new Members(json);
        String type = members.text(TYPE);
        Sender of = sender.or(Sender.ofTopic(members.text("topic"))).or(new Sender("", members.text("tid")));
        return switch (type) {
            case "location", "transition" -> location(members, of);
            case "card" -> card(members, of);
            default -> new Unused("messages of type " + type);
        };
    }

    private static PhoneMessage location(Members members, Sender sender) {
        Object latitude = members.json().getValue("lat");
        Object longitude = members.json().getValue("lon");
        if (latitude == null && longitude == null) {
            return new Unused("messages without a position");
        }
        DecimalDegrees position = Members.position(latitude, longitude);
        long time = PhoneTime.nanos(members.first(List.of("tst", "created_at")));
        if (position == null || time == PhoneTime.NONE) {
            return new Malformed(position == null ? "lat, lon: no degrees" : "tst: no time");
        }
        var readings = new Readings(
                members.number(1, "acc"),
                members.number(1, "alt"),
                members.number(METRES_A_SECOND, "vel"),
                members.number(1, "cog"),
                members.number(1, "batt"),
                members.text("tid"));
        return new Located(sender, new Fix(position, time, readings));
    }

    private static PhoneMessage card(Members members, Sender sender) {
        var card = new Card(members.text("name"), members.text("tid"), members.text("face"));
        return card.isEmpty() ? new Unused("empty cards") : new Shown(sender, card);
    }
}
