package io.herd.phone;

import io.herd.phone.PhoneMessage.Located;
import io.herd.phone.PhoneMessage.Malformed;
import io.herd.phone.PhoneMessage.Unused;
import io.herd.protocol.DecimalDegrees;
import io.herd.protocol.Readings;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reports of Traccar Client, OsmAnd and GPSLogger, which name one thing differently: in a query, a form or JSON. Those of Traccar
 * Client 9 and of pages of browsers are objects in objects.
 */
final class Trackers {
    private static final double KNOTS = 1_852 / 3_600.0;
    private static final double PERCENT = 100;

    private static final List<String> LATITUDES = List.of("lat", "latitude");
    private static final List<String> LONGITUDES = List.of("lon", "lng", "longitude");
    private static final List<String> TIMES = List.of("timestamp", "time");
    private static final String LOCATION = "location";
    private static final String COORDS = "coords";
    private static final List<String> INVALID = List.of("false", "0", "no");

    private Trackers() {}

    /** Whether some parameters or members are of these apps. */
    static boolean are(JsonObject json) {
        var members = new Members(json);
        return hasPosition(members) || json.getValue(COORDS) != null || isRegistration(members);
    }

    private static boolean hasPosition(Members members) {
        return members.first(LATITUDES) != null
                || members.first(LONGITUDES) != null
                || members.json().getValue(LOCATION) != null;
    }

    /** Traccar Client tells where it may be notified. */
    private static boolean isRegistration(Members members) {
        return members.json().getValue("notificationToken") != null;
    }

    /** What they say; {@link #are} must hold. */
    static PhoneMessage read(JsonObject json, Sender sender) {
        var members = new Members(json);
        Sender of = sender.or(new Sender("", members.text("id", "deviceid", "device_id", "client", "aid", "ser")));
        Members inner = members.object(LOCATION);
        if (inner.json().getValue(COORDS) != null) {
            return nested(inner, of);
        } else if (json.getValue(COORDS) != null) {
            return nested(members, of);
        } else if (!hasPosition(members)) {
            return new Unused("registrations for notifications");
        } else if (INVALID.contains(members.text("valid"))) {
            return new Unused("fixes that are said to be invalid");
        }
        return flat(members, of);
    }

    private static PhoneMessage flat(Members members, Sender sender) {
        String[] pair = members.text(LOCATION).split(",", 3);
        boolean isPair = members.first(LATITUDES) == null && pair.length == 2;
        double speed = members.number(KNOTS, "speed");
        var readings = new Readings(
                members.number(1, "accuracy", "acc"),
                members.number(1, "altitude", "alt"),
                Double.isNaN(speed) ? members.number(1, "spd") : speed,
                members.number(1, "bearing", "heading", "dir"),
                members.number(1, "batt"),
                "");
        return located(
                sender,
                isPair ? pair[0] : members.first(LATITUDES),
                isPair ? pair[1] : members.first(LONGITUDES),
                members.first(TIMES),
                readings);
    }

    /** As browsers have it, and Traccar Client 9: metres a second, and a battery from 0 to 1. */
    private static PhoneMessage nested(Members location, Sender sender) {
        Members coords = location.object(COORDS);
        var readings = new Readings(
                coords.number(1, "accuracy"),
                coords.number(1, "altitude"),
                coords.number(1, "speed"),
                coords.number(1, "heading"),
                location.object("battery").number(PERCENT, "level"),
                "");
        return located(sender, coords.first(LATITUDES), coords.first(LONGITUDES), location.first(TIMES), readings);
    }

    static PhoneMessage located(
            Sender sender,
            @Nullable Object latitude,
            @Nullable Object longitude,
            @Nullable Object time,
            Readings readings) {
        DecimalDegrees position = Members.position(latitude, longitude);
        long nanos = PhoneTime.nanos(time);
        if (position == null) {
            return new Malformed("the position is none");
        }
        return nanos == PhoneTime.NONE
                ? new Malformed("the time is none")
                : new Located(sender, new Fix(position, nanos, readings));
    }
}
