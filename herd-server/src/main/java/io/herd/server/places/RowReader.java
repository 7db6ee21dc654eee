package io.herd.server.places;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.herd.geo.Position;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Parses a row of a gazetteer's table into a place. */
final class RowReader {
    /** What stands before a region that is given by GeoNames' code, not by name. */
    private static final String CODE = "#";

    private static final int MOST_PEOPLE = 100_000_000;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** All of them at once, since looking up the first takes tens of milliseconds. */
    private final Map<String, String> countries = Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of("XK"))
            .collect(toUnmodifiableMap(code -> code, RowReader::country));

    private final Map<String, String> regions;

    /** A reader that knows the names of regions, each under its {@link #regionKey}. */
    RowReader(Map<String, String> regions) {
        this.regions = Map.copyOf(regions);
    }

    /** The key of a row's region: {@code US#CA}. */
    static String regionKey(String country, String region) {
        return country + region;
    }

    private static String country(String code) {
        return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }

    /** The place whose row begins there; {@link RowScanner} has validated it. */
    Place read(byte[] text, int start) {
        int end = start;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        String[] columns = new String(text, start, end - start, UTF_8).split("\t", -1);
        String name = columns[1];
        var position = new Position(Double.parseDouble(columns[2]), Double.parseDouble(columns[3]));
        String code = columns[4];
        String country = countries.getOrDefault(columns[5], columns[5]);
        String region = region(columns[5], columns[6]);
        String vicinity = region.isEmpty() ? country : region + ", " + country;
        return new Place(id(columns[0], name, position), name, position, PlaceTypes.of(code), vicinity);
    }

    /** The population in the last column of the row that begins there; 0 if it is empty, or no number of people. */
    int population(byte[] text, int start) {
        int end = start;
        int population = 0;
        for (; end < text.length && text[end] != '\n'; end++) {
            int digit = text[end] - '0';
            boolean isDigit = digit >= 0 && digit <= 9 && population <= MOST_PEOPLE;
            population = isDigit ? population * 10 + digit : 0;
        }
        return population;
    }

    /** Its name; empty if it has only a code, and nobody told what that means. */
    private String region(String country, String region) {
        return region.startsWith(CODE) ? regions.getOrDefault(regionKey(country, region), "") : region;
    }

    private static String id(String id, String name, Position position) {
        if (id.isEmpty()) {
            return "place:" + HexFormat.of().toHexDigits(fingerprint(name, position));
        }
        if (id.indexOf(':') >= 0) {
            return id;
        }
        return (isNumber(id) ? "geonames:" : "ourairports:") + id;
    }

    private static boolean isNumber(String id) {
        return id.chars().allMatch(each -> each >= '0' && each <= '9');
    }

    /**
     * A number that a place keeps while it keeps its name and stays within about a kilometre: FNV-1a over both. The
     * gazetteer has no two places of one name that near.
     */
    private static long fingerprint(String name, Position position) {
        long hash = FNV_OFFSET;
        String spot = Math.round(position.latitude() * 100) + "," + Math.round(position.longitude() * 100);
        for (byte b : (name + "," + spot).getBytes(UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
