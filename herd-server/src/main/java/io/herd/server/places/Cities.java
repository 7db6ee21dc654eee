package io.herd.server.places;

import io.herd.geo.Position;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.zip.GZIPInputStream;

/** The cities of the embedded gazetteer, read without loading it. */
public final class Cities {
    private static final int LATITUDE = 2;
    private static final int LONGITUDE = 3;
    private static final int CODE = 4;
    private static final int POPULATION = 7;
    private static final String TOWN = "PPL";
    /** The code of parts of towns, of which some have more people than most towns. */
    private static final String PART = "PPLX";

    private Cities() {}

    private record City(Position position, int population) {}

    /**
     * Where the cities with the most people are, the largest first. Blocks for some tenths of a second.
     *
     * @throws UncheckedIOException if this build has no embedded table, or it is broken
     */
    public static List<Position> largest(int count) {
        var largest = new PriorityQueue<>(Comparator.comparingInt(City::population));
        try (var rows = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Gazetteer.openEmbedded(), 1 << 16), StandardCharsets.UTF_8))) {
            for (String row = rows.readLine(); row != null; row = rows.readLine()) {
                String[] columns = row.split("\t", -1);
                if (columns[CODE].startsWith(TOWN) && !columns[CODE].equals(PART) && !columns[POPULATION].isEmpty()) {
                    largest.add(city(columns));
                    if (largest.size() > count) {
                        largest.remove();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return largest.stream()
                .sorted(Comparator.comparingInt(City::population).reversed())
                .map(City::position)
                .toList();
    }

    private static City city(String[] columns) {
        return new City(
                new Position(Double.parseDouble(columns[LATITUDE]), Double.parseDouble(columns[LONGITUDE])),
                Integer.parseInt(columns[POPULATION]));
    }
}
