package io.herd.server.web;

import io.herd.geo.Box;
import io.herd.geo.Polygon;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.ClientName;
import io.herd.protocol.FenceName;
import io.herd.protocol.PercentEncoding;
import io.herd.server.watch.Interest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of a query, percent-encoded; a plus stands for itself. The first that is not what it must be is the problem. */
final class QueryParameters {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,20}(\\.\\d{1,50})?");
    private static final Pattern INTEGER = Pattern.compile("\\d{1,9}");
    private static final int POLE = 90;
    private static final int DATE_LINE = 180;
    private static final int METRES_DIGITS = 3;

    private final Map<String, List<String>> values = new HashMap<>();
    private @Nullable String problem;

    QueryParameters(@Nullable String query) {
        if (query != null) {
            for (String each : query.split("&", -1)) {
                if (!each.isEmpty()) {
                    String[] pair = each.split("=", 2);
                    values.computeIfAbsent(pair[0], _ -> new ArrayList<>()).add(pair.length == 1 ? "" : pair[1]);
                }
            }
        }
    }

    /** Which parameter is wrong, and what it has to be; null if all are right that were asked for. */
    @Nullable
    String problem() {
        return problem;
    }

    /** A parameter that may be missing. */
    int integer(String name, int otherwise, int most) {
        if (!values.containsKey(name)) {
            return otherwise;
        }
        String text = text(name);
        int value = INTEGER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (value < 1 || value > most) {
            fail(name, "an integer from 1 to " + most);
        }
        return value;
    }

    /** A radius in metres that is given in kilometres. */
    double radius(int mostKilometres) {
        return metres("radius", text("radius"), mostKilometres);
    }

    @Nullable
    Position position() {
        double latitude = degrees("latitude", text("latitude"), POLE);
        double longitude = degrees("longitude", text("longitude"), DATE_LINE);
        return problem == null ? new Position(latitude, longitude) : null;
    }

    @Nullable
    Box box() {
        String[] sides = text("bbox").split(",", -1);
        if (sides.length == 4) {
            double west = degrees("bbox", sides[0], DATE_LINE);
            double south = degrees("bbox", sides[1], POLE);
            double east = degrees("bbox", sides[2], DATE_LINE);
            double north = degrees("bbox", sides[3], POLE);
            if (problem == null && Box.isValid(west, south, east, north)) {
                return new Box(west, south, east, north);
            }
        }
        fail("bbox", "west,south,east,north in degrees, the south no greater than the north");
        return null;
    }

    /** A parameter that may be missing; null if it is, or is wrong. */
    @Nullable
    Polygon polygon() {
        if (!values.containsKey("polygon")) {
            return null;
        }
        String[] degrees = text("polygon").split(",", -1);
        List<Position> ring = new ArrayList<>();
        for (int i = 0; i + 1 < degrees.length && problem == null; i += 2) {
            double longitude = degrees("polygon", degrees[i], DATE_LINE);
            double latitude = degrees("polygon", degrees[i + 1], POLE);
            if (problem == null) {
                ring.add(new Position(latitude, longitude));
            }
        }
        String wrong =
                degrees.length % 2 == 0 ? Polygon.problem(List.of(ring)) : "longitude,latitude,longitude,latitude,...";
        if (problem == null && wrong != null) {
            problem = "polygon: " + wrong;
        }
        return problem == null ? new Polygon(List.of(ring)) : null;
    }

    /** The name of a fence that may be missing; null if it is, or is wrong. */
    @Nullable
    FenceName fence(String name) {
        if (!values.containsKey(name)) {
            return null;
        }
        FenceName fence =
                FenceName.ofSegment(values.getOrDefault(name, List.of("")).getFirst());
        if (fence == null) {
            fail(name, "the name of a fence: " + FenceName.EXPECTED);
        }
        return fence;
    }

    /** Whether fences are asked for. */
    boolean hasFences() {
        return values.containsKey("fence") || values.containsKey("fences");
    }

    /** The fences whose events are to be told: {@code fence=NAME}, any number of times, or {@code fences=all}, which is null here. */
    List<@Nullable FenceName> fences(int most) {
        List<@Nullable FenceName> fences = new ArrayList<>();
        if (values.containsKey("fences")) {
            fences.add(null);
        }
        for (String each : values.getOrDefault("fence", List.of())) {
            FenceName fence = FenceName.ofSegment(each);
            if (fence == null) {
                fail("fence", "the name of a fence: " + FenceName.EXPECTED);
            } else if (!fences.contains(fence)) {
                fences.add(fence);
            }
        }
        boolean isAlone = values.keySet().stream().allMatch(each -> each.startsWith("fence"));
        boolean isEither = values.containsKey("fence") != values.containsKey("fences");
        if (problem == null && (!isAlone || !isEither || fences.size() > most)) {
            problem = "expected 1 to " + most + " parameters fence=NAME, or fences=all, and no others";
        }
        if (values.containsKey("fences") && !text("fences").equals("all")) {
            fail("fences", "all");
        }
        return fences;
    }

    /** What is to be watched: {@code client=NAME} and {@code near=latitude,longitude,kilometres}, any number of times. */
    Set<Interest> interests(int most) {
        Set<Interest> interests = new LinkedHashSet<>();
        for (String each : values.getOrDefault("client", List.of())) {
            ClientName client = ClientName.ofSegment(each);
            if (client == null) {
                fail("client", "a name: " + Documents.NO_NAME);
            } else {
                interests.add(new Interest.OfClient(client.bytes()));
            }
        }
        for (String each : values.getOrDefault("near", List.of())) {
            Interest circle = circle(decoded(each).split(",", -1));
            if (circle != null) {
                interests.add(circle);
            }
        }
        if (problem == null && (interests.isEmpty() || interests.size() > most)) {
            problem = "expected 1 to " + most + " parameters client=NAME or near=LATITUDE,LONGITUDE,KILOMETRES";
        }
        return interests;
    }

    private @Nullable Interest circle(String[] parts) {
        if (parts.length == 3) {
            double latitude = degrees("near", parts[0], POLE);
            double longitude = degrees("near", parts[1], DATE_LINE);
            double radius = metres("near", parts[2], Position.FARTHEST_KM);
            if (problem == null) {
                return new Interest.InCircle(new Position(latitude, longitude), radius);
            }
        }
        fail("near", "a latitude and a longitude in degrees and a radius in kilometres, with commas");
        return null;
    }

    private double degrees(String name, String text, int limit) {
        double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!(Math.abs(value) <= limit)) {
            fail(name, "degrees from -" + limit + " to " + limit);
        }
        return value;
    }

    private double metres(String name, String text, int mostKilometres) {
        double metres = NUMBER.matcher(text).matches()
                ? new BigDecimal(text).movePointRight(METRES_DIGITS).doubleValue()
                : Double.NaN;
        if (!(metres > 0 && metres <= mostKilometres * 1_000.0)) {
            fail(name, "kilometres above 0 and up to " + mostKilometres);
        }
        return metres;
    }

    /** The first value of a parameter, empty if there is none. */
    private String text(String name) {
        return decoded(values.getOrDefault(name, List.of("")).getFirst());
    }

    private static String decoded(String value) {
        Bytes decoded = PercentEncoding.decode(value);
        return decoded == null ? "" : decoded.toString();
    }

    private void fail(String name, String expected) {
        if (problem == null) {
            problem = name + ": expected " + expected;
        }
    }
}
