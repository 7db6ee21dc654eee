package io.herd.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.herd.geo.Box;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.server.watch.Interest;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The one form of what is subscribed to: parameters of a query and members of a JSON object have the same names and values. */
final class Interests {
    static final String CLIENT = "client";
    static final String CLIENTS = "clients";
    static final String PREFIX = "prefix";
    static final String NEAR = "near";
    static final String BOX = "bbox";
    static final String AROUND = "around";
    static final String RADIUS = "radius";
    static final String FENCE = "fence";
    static final String FENCES = "fences";
    /** The one value of the latter. */
    static final String ALL = "all";

    private static final int POLE = 90;
    private static final int DATE_LINE = 180;
    private static final int METRES_DIGITS = 3;

    private Interests() {}

    /** All clients within so many kilometres of a position; null where a number is out of its range. */
    static @Nullable Interest circle(double latitude, double longitude, double kilometres) {
        boolean isValid = Math.abs(latitude) <= POLE && Math.abs(longitude) <= DATE_LINE && isRadius(kilometres);
        return isValid ? new Interest.InCircle(new Position(latitude, longitude), metres(kilometres)) : null;
    }

    /** All clients in a box; null as above. */
    static @Nullable Interest box(double west, double south, double east, double north) {
        return Box.isValid(west, south, east, north) ? new Interest.InBox(new Box(west, south, east, north)) : null;
    }

    /** All clients within so many kilometres of another one; null as above. */
    static @Nullable Interest around(Bytes client, double kilometres) {
        return isRadius(kilometres) ? new Interest.AroundClient(client, metres(kilometres)) : null;
    }

    private static boolean isRadius(double kilometres) {
        return kilometres > 0 && kilometres <= Position.FARTHEST_KM;
    }

    /** Decimals stay exact, so that equal radii are equal. */
    static double metres(double kilometres) {
        return BigDecimal.valueOf(kilometres).movePointRight(METRES_DIGITS).doubleValue();
    }

    /** Writes the members that say what an interest is. */
    static void write(Interest interest, JsonGenerator json) throws IOException {
        switch (interest) {
            case Interest.OfClients(var clients) -> {
                if (clients.size() == 1) {
                    json.writeStringField(CLIENT, clients.iterator().next().toUtf8());
                } else {
                    json.writeArrayFieldStart(CLIENTS);
                    for (Bytes each : clients) {
                        json.writeString(each.toUtf8());
                    }
                    json.writeEndArray();
                }
            }
            case Interest.OfPrefix(var prefix) -> json.writeStringField(PREFIX, prefix.toUtf8());
            case Interest.InCircle(var center, var radius) -> {
                json.writeArrayFieldStart(NEAR);
                json.writeNumber(center.latitude());
                json.writeNumber(center.longitude());
                writeKilometres(radius, json);
                json.writeEndArray();
            }
            case Interest.InBox(var box) -> {
                json.writeFieldName(BOX);
                writeBox(box, json);
            }
            case Interest.AroundClient(var client, var radius) -> {
                json.writeStringField(AROUND, client.toUtf8());
                json.writeFieldName(RADIUS);
                writeKilometres(radius, json);
            }
        }
    }

    static void writeBox(Box box, JsonGenerator json) throws IOException {
        double[] sides = {box.west(), box.south(), box.east(), box.north()};
        json.writeArray(sides, 0, sides.length);
    }

    private static void writeKilometres(double metres, JsonGenerator json) throws IOException {
        json.writeNumber(BigDecimal.valueOf(metres)
                .movePointLeft(METRES_DIGITS)
                .stripTrailingZeros()
                .toPlainString());
    }
}
