package io.herd.server.geonames;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A line of a dump. */
sealed interface Row {
    /**
     * A feature.
     *
     * @param id its number at GeoNames
     * @param latitude degrees with five decimals, as is the longitude
     * @param code the feature's code; may be empty, as may the country, the region and the population
     * @param region the code of the first administrative level
     */
    record Feature(
            String id,
            String name,
            String latitude,
            String longitude,
            String featureClass,
            String code,
            String country,
            String region,
            String population)
            implements Row {}

    /** An invalid line, and why. */
    record Bad(String why) implements Row {}

    /** How many columns a dump has. */
    int COLUMNS = 19;

    /** GeoNames has about 13 million ids; the gazetteer recognises up to nine digits as one. */
    Pattern ID = Pattern.compile("[1-9]\\d{0,8}");

    /** Degrees as dumps write them. */
    Pattern DEGREES = Pattern.compile("[+-]?\\d{1,3}(\\.\\d{1,20})?");

    /** Characters that would break a table or a log line. */
    Pattern CONTROLS = Pattern.compile("\\p{Cc}+");

    /** The quotes that spreadsheets put around texts. Those within a text are doubled. */
    String QUOTE = "\"";

    /** Zero degrees. No country has land where both are zero: it stands for an unknown position. */
    String ZERO = "0.00000";

    /** Reads a line without its end. */
    static Row parse(String line) {
        String[] columns = line.split("\t", -1);
        boolean isQuoted = columns[0].startsWith(QUOTE);
        Arrays.setAll(columns, i -> unquoted(columns[i], isQuoted));
        if (columns.length != COLUMNS) {
            return new Bad(
                    "has " + columns.length + (columns.length == 1 ? " column" : " columns") + ", not " + COLUMNS);
        }
        if (!ID.matcher(columns[0]).matches()) {
            return new Bad("its id '" + shown(columns[0]) + "' is no number of GeoNames");
        }
        String name = CONTROLS.matcher(columns[1]).replaceAll(" ").strip();
        if (name.isEmpty()) {
            return new Bad("has no name");
        }
        if (isOffEarth(columns[4], 90)) {
            return new Bad("its latitude '" + shown(columns[4]) + "' is not degrees from -90 to 90");
        }
        if (isOffEarth(columns[5], 180)) {
            return new Bad("its longitude '" + shown(columns[5]) + "' is not degrees from -180 to 180");
        }
        String latitude = fiveDecimals(columns[4]);
        String longitude = fiveDecimals(columns[5]);
        if (latitude.equals(ZERO) && longitude.equals(ZERO) && !columns[8].isEmpty()) {
            return new Bad("is at 0/0, where " + shown(columns[8]) + " is not");
        }
        return new Feature(
                columns[0], name, latitude, longitude, columns[6], columns[7], columns[8], columns[10], columns[14]);
    }

    private static String unquoted(String column, boolean isQuoted) {
        if (column.length() < 2 || !column.startsWith(QUOTE) || !column.endsWith(QUOTE)) {
            return column;
        }
        String within = column.substring(1, column.length() - 1);
        return isQuoted || within.contains(QUOTE + QUOTE) ? within.replace(QUOTE + QUOTE, QUOTE) : column;
    }

    private static boolean isOffEarth(String degrees, int limit) {
        return !DEGREES.matcher(degrees).matches() || Math.abs(Double.parseDouble(degrees)) > limit;
    }

    private static String fiveDecimals(String degrees) {
        return new BigDecimal(degrees).setScale(5, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String shown(String text) {
        String line = CONTROLS.matcher(text).replaceAll("?");
        return line.length() <= 30 ? line : line.substring(0, 30) + "…";
    }
}
