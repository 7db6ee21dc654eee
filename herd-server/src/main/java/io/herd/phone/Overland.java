package io.herd.phone;

import io.herd.phone.PhoneMessage.Malformed;
import io.herd.phone.PhoneMessage.Unused;
import io.herd.protocol.Readings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The batches of Overland: features of GeoJSON, of which each counts by itself. */
final class Overland {
    private static final String LOCATIONS = "locations";
    private static final double PERCENT = 100;

    private Overland() {}

    static boolean is(JsonObject json) {
        return json.getValue(LOCATIONS) instanceof JsonArray;
    }

    static List<PhoneMessage> read(JsonObject json, Sender sender) {
        return json.getJsonArray(LOCATIONS).stream()
                .map(each -> each instanceof JsonObject feature
                        ? read(new Members(feature), sender)
                        : new Malformed("a location is no object"))
                .toList();
    }

    private static PhoneMessage read(Members feature, Sender sender) {
        Members properties = feature.object("properties");
        Sender of = sender.or(new Sender("", properties.text("device_id")));
        Object coordinates = feature.object("geometry").json().getValue("coordinates");
        if (coordinates == null) {
            return new Unused("visits without a position");
        } else if (!(coordinates instanceof JsonArray pair) || pair.size() < 2) {
            return new Malformed("coordinates are no position");
        } else {
            var readings = new Readings(
                    properties.number(1, "horizontal_accuracy"),
                    properties.number(1, "altitude"),
                    properties.number(1, "speed"),
                    properties.number(1, "course"),
                    properties.number(PERCENT, "battery_level"),
                    "");
            return Trackers.located(
                    of, pair.getValue(1), pair.getValue(0), properties.json().getValue("timestamp"), readings);
        }
    }
}
