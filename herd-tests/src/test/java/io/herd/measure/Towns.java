package io.herd.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herd.geo.Position;
import io.herd.server.places.Gazetteer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** The rows of the embedded gazetteer: where people are. */
final class Towns {
    /** About 3 km. */
    private static final double SPREAD_DEGREES = 0.03;

    private final List<String[]> rows;

    private Towns(List<String[]> rows) {
        this.rows = rows.stream().filter(row -> !row[4].equals("ADM1")).toList();
    }

    static Towns read() throws IOException {
        try (var stream = Gazetteer.class.getResourceAsStream("gazetteer.tsv.gz");
                var lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(Objects.requireNonNull(stream)), UTF_8))) {
            return new Towns(lines.lines().map(line -> line.split("\t", -1)).toList());
        }
    }

    /** A town, by its row. */
    String[] any(Random random) {
        return rows.get(random.nextInt(rows.size()));
    }

    /** A point in or about a town. */
    static Position about(String[] town, Random random) {
        double latitude = Double.parseDouble(town[2]) + random.nextGaussian() * SPREAD_DEGREES;
        double longitude = Double.parseDouble(town[3]) + random.nextGaussian() * SPREAD_DEGREES;
        return new Position(Math.clamp(latitude, -90, 90), Math.clamp(longitude, -180, 180));
    }

    /** GeoNames' code of the town's region; empty if it is unknown. */
    static String regionCode(String[] town) {
        return town[6].startsWith("#") ? town[6].substring(1) : "";
    }
}
