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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters of a query, percent-encoded; a plus stands for itself. The first that is not what it must be is the problem. */
final class QueryParameters {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,20}(\\.\\d{1,50})?");
    private static final Pattern INTEGER = Pattern.compile("\\d{1,9}");
    private static final int NANOS_DIGITS = 9;
    private static final BigDecimal LATEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int POLE = 90;
    private static final int DATE_LINE = 180;
    private static final String A_NAME = "a name: " + Documents.NO_NAME;
    private static final String A_BOX = "west,south,east,north in degrees, the south no greater than the north";

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

    /** One of some texts that may be missing. */
    String oneOf(String name, List<String> texts, String otherwise) {
        String text = values.containsKey(name) ? text(name) : otherwise;
        if (!texts.contains(text)) {
            fail(name, "one of " + String.join(", ", texts));
            return otherwise;
        }
        return text;
    }

    /** A time that may be missing, as POSIX time in nanoseconds: POSIX seconds, or ISO 8601 with an offset. */
    long time(String name, long otherwise) {
        if (!values.containsKey(name)) {
            return otherwise;
        }
        String seconds = PosixSeconds.ofText(text(name));
        BigDecimal nanos =
                seconds == null ? BigDecimal.valueOf(-1) : new BigDecimal(seconds).scaleByPowerOfTen(NANOS_DIGITS);
        if (nanos.signum() < 0 || nanos.compareTo(LATEST) > 0) {
            fail(name, "a time: POSIX seconds, or ISO 8601 with an offset, from 1970 to 2262");
            return otherwise;
        }
        return nanos.longValue();
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
        fail("bbox", A_BOX);
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

    /** The fences whose events are to be told: {@code fence=NAME}, any number of times, and {@code fences=all}, which is null here. */
    Set<@Nullable FenceName> fences() {
        Set<@Nullable FenceName> fences = new LinkedHashSet<>();
        for (String each : values.getOrDefault(Interests.FENCE, List.of())) {
            FenceName fence = FenceName.ofSegment(each);
            if (fence == null) {
                fail(Interests.FENCE, "the name of a fence: " + FenceName.EXPECTED);
            } else {
                fences.add(fence);
            }
        }
        if (values.containsKey(Interests.FENCES)) {
            fences.add(null);
            if (!text(Interests.FENCES).equals(Interests.ALL)) {
                fail(Interests.FENCES, Interests.ALL);
            }
        }
        return fences;
    }

    /** What is to be watched, in the form of {@link Interests}: each parameter any number of times, but for a single radius. */
    Set<Interest> interests() {
        Set<Interest> interests = new LinkedHashSet<>();
        add(interests, Interests.CLIENT, A_NAME, each -> clients(each, 1));
        add(interests, Interests.CLIENTS, "names with commas", each -> clients(each, LiveMessageReader.MOST_NAMES));
        add(interests, Interests.PREFIX, A_NAME, each -> {
            ClientName prefix = ClientName.ofSegment(each);
            return prefix == null ? null : new Interest.OfPrefix(prefix.bytes());
        });
        add(
                interests,
                Interests.NEAR,
                "a latitude and a longitude in degrees and a radius in kilometres, with commas",
                each -> {
                    double[] numbers = numbers(each, 3);
                    return Interests.circle(numbers[0], numbers[1], numbers[2]);
                });
        add(interests, Interests.BOX, A_BOX, each -> {
            double[] sides = numbers(each, 4);
            return Interests.box(sides[0], sides[1], sides[2], sides[3]);
        });
        add(interests, Interests.AROUND, A_NAME + ", with a radius in kilometres", each -> {
            ClientName center = ClientName.ofSegment(each);
            return center == null ? null : Interests.around(center.bytes(), number(text(Interests.RADIUS)));
        });
        return interests;
    }

    /** There must be a subscription, and no more than so many. */
    void requireSubscriptions(int subscriptions, int most) {
        if (problem == null && (subscriptions == 0 || subscriptions > most)) {
            problem = "expected 1 to " + most
                    + " parameters client, clients, prefix, near, bbox, around or fence, or fences=all";
        }
    }

    private void add(
            Set<Interest> interests, String name, String expected, Function<String, @Nullable Interest> reader) {
        for (String each : values.getOrDefault(name, List.of())) {
            Interest interest = reader.apply(each);
            if (interest == null) {
                fail(name, expected);
            } else {
                interests.add(interest);
            }
        }
    }

    private static @Nullable Interest clients(String value, int most) {
        String[] names = most == 1 ? new String[] {value} : value.split(",", -1);
        Set<Bytes> clients = new HashSet<>();
        for (String each : names) {
            ClientName client = ClientName.ofSegment(each);
            if (client == null || names.length > most) {
                return null;
            }
            clients.add(client.bytes());
        }
        return new Interest.OfClients(clients);
    }

    /** So many numbers with commas; NaN for each where there are more or fewer. */
    private static double[] numbers(String value, int count) {
        double[] numbers = Stream.of(decoded(value).split(",", -1))
                .mapToDouble(QueryParameters::number)
                .toArray();
        return numbers.length == count
                ? numbers
                : DoubleStream.generate(() -> Double.NaN).limit(count).toArray();
    }

    /** The number, or NaN, which is out of every range. */
    private static double number(String text) {
        return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    }

    private double degrees(String name, String text, int limit) {
        double value = number(text);
        if (!(Math.abs(value) <= limit)) {
            fail(name, "degrees from -" + limit + " to " + limit);
        }
        return value;
    }

    private double metres(String name, String text, int mostKilometres) {
        double kilometres = number(text);
        if (!(kilometres > 0 && kilometres <= mostKilometres)) {
            fail(name, "kilometres above 0 and up to " + mostKilometres);
            return kilometres;
        }
        return Interests.metres(kilometres);
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
