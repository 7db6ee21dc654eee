package io.herd.protocol;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client's device tells besides its position, each to a hundredth, and {@link Double#NaN} where it is not known or no such
 * thing can be. It is kept as a record of its own, as a report has no room for it.
 *
 * @param accuracy the radius in metres that the client is within, most likely
 * @param altitude metres above sea level
 * @param speed metres a second
 * @param course the direction of movement: degrees from north, clockwise, below 360
 * @param battery what is left in it: percent
 * @param trackerId one or two characters that stand for the client on a map; empty if none
 */
public record Readings(
        double accuracy, double altitude, double speed, double course, double battery, String trackerId) {
    /** Nothing is known. */
    public static final Readings NONE = new Readings(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, "");

    /** The word of its records. */
    static final String KIND = "READINGS";

    /** How many bytes the word of a record may have. */
    private static final int MOST_BYTES = 256;
    /** How many characters a tracker id may have. */
    private static final int MOST_TRACKER_ID = 2;

    private static final double MOST_METRES = 1e8;
    private static final double LOWEST_METRES = -12_000;
    /** The speed of light. */
    private static final double FASTEST = 3e8;

    private static final double FULL_CIRCLE = 360;
    private static final double FULL = 100;
    private static final int DECIMALS = 2;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,2})?");

    public Readings {
        accuracy = within(accuracy, 0, MOST_METRES);
        altitude = within(altitude, LOWEST_METRES, MOST_METRES);
        speed = within(speed, 0, FASTEST);
        course = within(course, 0, FULL_CIRCLE);
        course = course == FULL_CIRCLE ? 0 : course;
        battery = within(battery, 0, FULL);
        trackerId = trackerId.codePointCount(0, trackerId.length()) > MOST_TRACKER_ID ? "" : trackerId;
    }

    private static double within(double number, double least, double most) {
        return number >= least && number <= most
                ? BigDecimal.valueOf(number)
                        .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                        .doubleValue()
                : Double.NaN;
    }

    /** Whether nothing is known. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** What of it still holds when the client is somewhere else. */
    public Readings elsewhere() {
        return new Readings(Double.NaN, Double.NaN, Double.NaN, Double.NaN, battery, trackerId);
    }

    /** The readings as a word of a line; something must be known. */
    Bytes toWord() {
        var texts = new LinkedHashMap<String, String>();
        put(texts, "accuracy", accuracy);
        put(texts, "altitude", altitude);
        put(texts, "speed", speed);
        put(texts, "course", course);
        put(texts, "battery", battery);
        if (!trackerId.isEmpty()) {
            texts.put("tid", trackerId);
        }
        return KeyValues.write(texts);
    }

    private static void put(Map<String, String> texts, String key, double number) {
        if (!Double.isNaN(number)) {
            BigDecimal rounded = BigDecimal.valueOf(number).setScale(DECIMALS, RoundingMode.HALF_EVEN);
            texts.put(key, rounded.stripTrailingZeros().toPlainString());
        }
    }

    /** The readings in a word, or null where it is malformed. Keys that are not known are passed over. */
    static @Nullable Readings parse(Bytes word) {
        Map<String, String> texts = word.length() > MOST_BYTES ? null : KeyValues.read(word);
        return texts == null
                ? null
                : new Readings(
                        number(texts, "accuracy"),
                        number(texts, "altitude"),
                        number(texts, "speed"),
                        number(texts, "course"),
                        number(texts, "battery"),
                        texts.getOrDefault("tid", ""));
    }

    private static double number(Map<String, String> texts, String key) {
        String text = texts.getOrDefault(key, "");
        return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    }
}
