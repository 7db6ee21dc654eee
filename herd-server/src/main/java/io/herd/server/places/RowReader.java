package io.herd.server.places;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.herd.geo.Position;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Makes a place of a row of a gazetteer's table. */
final class RowReader {
    private static final List<String> AIRPORT = List.of("airport", "point_of_interest", "establishment");
    private static final List<String> NEIGHBORHOOD = List.of("neighborhood", "political");
    private static final List<String> LOCALITY = List.of("locality", "political");

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** All of them at once, since looking up the first takes tens of milliseconds. */
    private final Map<String, String> countries = Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of("XK"))
            .collect(toUnmodifiableMap(code -> code, RowReader::country));

    private static String country(String code) {
        return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }

    /** The place whose row begins there; {@link RowScanner} has found it in order. */
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
        String region = columns[6];
        String vicinity = region.isEmpty() ? country : region + ", " + country;
        return new Place(id(columns[0], code, name, position), name, position, types(code), vicinity);
    }

    private static List<String> types(String code) {
        return switch (code) {
            case "AIRP" -> AIRPORT;
            case "PPLX" -> NEIGHBORHOOD;
            default -> LOCALITY;
        };
    }

    private static String id(String id, String code, String name, Position position) {
        if (id.isEmpty()) {
            return "place:" + HexFormat.of().toHexDigits(fingerprint(name, position));
        }
        return (code.equals("AIRP") ? "ourairports:" : "geonames:") + id;
    }

    /**
     * A number that a place keeps while it keeps its name and stays within about a kilometre: FNV-1a over both. The
     * gazetteer has no namesakes that near.
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
