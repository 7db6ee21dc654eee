package io.herd.server.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.herd.protocol.ClientName;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.DecimalDegrees;
import io.herd.protocol.Readings;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A report as a client has written it in JSON, which may be none. Members that it does not know are ignored. */
final class ReportDraft {
    private static final int MOST_DIGITS = 200;

    private @Nullable ClientName client;
    private @Nullable BigDecimal latitude;
    private @Nullable BigDecimal longitude;
    private @Nullable String seconds;
    private double accuracy = Double.NaN;
    private double altitude = Double.NaN;
    private double speed = Double.NaN;
    private double course = Double.NaN;
    private double battery = Double.NaN;
    private boolean hasTime;
    private boolean isObject = true;

    private ReportDraft() {}

    /** What became of a draft. */
    sealed interface Outcome {
        record Sound(Iamat report, Readings readings) implements Outcome {}

        /**
         * A draft that is no report.
         *
         * @param detail which member is wrong, and what it has to be
         */
        record Malformed(String detail) implements Outcome {}
    }

    /** Reads the value whose first token the parser is at. */
    static ReportDraft read(JsonParser json) throws IOException {
        var draft = new ReportDraft();
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                draft.readMember(json.currentName(), json.nextToken(), json);
            }
        } else {
            draft.isObject = false;
            var _ = json.skipChildren();
        }
        return draft;
    }

    private void readMember(String name, JsonToken value, JsonParser json) throws IOException {
        switch (name) {
            case "client" -> client = value == JsonToken.VALUE_STRING ? ClientName.of(json.getText()) : null;
            case "latitude" -> latitude = number(value, json);
            case "longitude" -> longitude = number(value, json);
            case "time" -> {
                hasTime = true;
                seconds = value == JsonToken.VALUE_STRING
                        ? PosixSeconds.ofText(json.getText())
                        : PosixSeconds.of(number(value, json));
            }
            case "accuracy" -> accuracy = reading(value, json);
            case "altitude" -> altitude = reading(value, json);
            case "speed" -> speed = reading(value, json);
            case "course" -> course = reading(value, json);
            case "battery" -> battery = reading(value, json);
            default -> {}
        }
        var _ = json.skipChildren();
    }

    private static double reading(JsonToken value, JsonParser json) throws IOException {
        BigDecimal number = number(value, json);
        return number == null ? Double.NaN : number.doubleValue();
    }

    /** The number with its digits; null if it is none, or has too many, also in its exponent. */
    private static @Nullable BigDecimal number(JsonToken value, JsonParser json) throws IOException {
        try {
            return value.isNumeric() && json.getTextLength() <= MOST_DIGITS ? new BigDecimal(json.getText()) : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /**
     * The report that a line with the same fields would be.
     *
     * @param now POSIX time in nanoseconds, for a report without a time
     * @param mostBytes how long that line may be
     */
    Outcome toReport(long now, int mostBytes) {
        ClientName name = client;
        DecimalDegrees position = latitude == null || longitude == null ? null : DecimalDegrees.of(latitude, longitude);
        String time = hasTime ? seconds : PosixSeconds.ofNanos(now);
        if (!isObject) {
            return new Outcome.Malformed("expected an object");
        }
        if (name == null) {
            return new Outcome.Malformed("client: expected a text; " + Documents.NO_NAME);
        }
        if (position == null) {
            return new Outcome.Malformed("latitude, longitude: expected numbers, degrees within 90 and 180, at most "
                    + MOST_DIGITS + " digits");
        }
        if (time == null) {
            return new Outcome.Malformed("time: expected POSIX seconds, or ISO 8601 with an offset, from 1970 on");
        }
        Iamat report = Iamat.of(name, position, time);
        if (report == null) {
            return new Outcome.Malformed("time: expected one up to the year 2262");
        }
        return report.line().length() > mostBytes
                ? new Outcome.Malformed("the report takes more than " + mostBytes + " bytes; see limits.lineBytes")
                : new Outcome.Sound(report, new Readings(accuracy, altitude, speed, course, battery, ""));
    }
}
