package io.herd.protocol;

import io.herd.geo.Area;
import io.herd.geo.Circle;
import io.herd.geo.Polygon;
import io.herd.geo.Position;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An area as one word of a line: {@code CIRCLE,+34.0689-118.4451,150}, with its radius in metres, or
 * {@code POLYGON,+1+1,+1+2,+2+2}, with {@code ;} before each further ring. Positions are as in ISO 6709, to a centimetre.
 */
public final class AreaWord {
    /** How many bytes such a word may have. */
    public static final int MOST_BYTES = 8_192;

    private static final String CIRCLE = "CIRCLE,";
    private static final String POLYGON = "POLYGON,";
    private static final String NEXT = ",";
    private static final String NEXT_RING = ";";
    private static final int DECIMALS = 7;
    private static final int RADIUS_DECIMALS = 3;
    private static final int MOST_RADIUS_LENGTH = 20;

    private AreaWord() {}

    /** The word for an area. */
    public static Bytes of(Area area) {
        return Bytes.of(
                switch (area) {
                    case Circle(Position center, double radius) ->
                        CIRCLE + location(center) + NEXT + plain(radius, RADIUS_DECIMALS);
                    case Polygon polygon ->
                        POLYGON
                                + polygon.rings().stream()
                                        .map(ring -> ring.stream()
                                                .map(AreaWord::location)
                                                .collect(Collectors.joining(NEXT)))
                                        .collect(Collectors.joining(NEXT_RING));
                });
    }

    private static String location(Position position) {
        return new DecimalDegrees(plain(position.latitude(), DECIMALS), plain(position.longitude(), DECIMALS))
                .toIso6709();
    }

    private static String plain(double number, int decimals) {
        BigDecimal rounded = BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** The area that a word gives, or null where it gives none. */
    public static @Nullable Area parse(Bytes word) {
        if (word.length() > MOST_BYTES) {
            return null;
        } else if (word.startsWith(CIRCLE)) {
            return circle(
                    word.subSequence(CIRCLE.length(), word.length()).toString().split(NEXT, -1));
        } else if (word.startsWith(POLYGON)) {
            return polygon(word.subSequence(POLYGON.length(), word.length()).toString());
        }
        return null;
    }

    private static @Nullable Area circle(String[] parts) {
        Position center = parts.length == 2 ? Iso6709.parse(Bytes.of(parts[0])) : null;
        Bytes radius = center == null ? Bytes.of("") : Bytes.of(parts[1]);
        boolean isNumber = radius.length() <= MOST_RADIUS_LENGTH && Decimal.end(radius, 0) == radius.length();
        double metres = isNumber && radius.length() > 0 ? Double.parseDouble(radius.toString()) : 0;
        return center != null && Circle.isValid(metres) ? new Circle(center, metres) : null;
    }

    private static @Nullable Area polygon(String text) {
        List<List<Position>> rings = new ArrayList<>();
        for (String ring : text.split(NEXT_RING, -1)) {
            List<@Nullable Position> positions = Arrays.stream(ring.split(NEXT, -1))
                    .<@Nullable Position>map(each -> Iso6709.parse(Bytes.of(each)))
                    .toList();
            if (positions.contains(null)) {
                return null;
            }
            rings.add(List.copyOf(positions));
        }
        return Polygon.problem(rings) == null ? new Polygon(rings) : null;
    }
}
