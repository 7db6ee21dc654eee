package io.herd.measure;

import io.herd.geo.Position;
import io.herd.server.places.Gazetteer;
import io.herd.server.places.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Measures how dense the built-in places are where people live: for ten cities of six continents, the median distance to
 * the fifth nearest place. The points are spread evenly over the circle of 10 km about the city's middle, and do not
 * depend on the table, so the figures of two tables compare.
 */
public final class PlaceDensity {
    private static final int POINTS = 1_000;
    private static final double RADIUS_METRES = 10_000;
    private static final double SEARCHED_METRES = 50_000;
    private static final int NTH = 5;
    private static final double METRES_PER_DEGREE = Math.toRadians(Position.EARTH_RADIUS);

    private static final List<City> CITIES = List.of(
            new City("Los Angeles", 34.0522, -118.2437),
            new City("New York", 40.7306, -73.9866),
            new City("Mexico City", 19.4326, -99.1332),
            new City("São Paulo", -23.5505, -46.6333),
            new City("London", 51.5074, -0.1278),
            new City("Berlin", 52.5200, 13.4050),
            new City("Nairobi", -1.2864, 36.8172),
            new City("Delhi", 28.6315, 77.2167),
            new City("Tokyo", 35.6762, 139.6503),
            new City("Sydney", -33.8688, 151.2093));

    private record City(String name, double latitude, double longitude) {
        /** A point within the circle, each as likely as another. */
        Position point(Random random) {
            double distance = RADIUS_METRES * Math.sqrt(random.nextDouble());
            double bearing = random.nextDouble(2 * Math.PI);
            double north = distance * Math.cos(bearing) / METRES_PER_DEGREE;
            double east = distance * Math.sin(bearing) / METRES_PER_DEGREE / Math.cos(Math.toRadians(latitude));
            return new Position(latitude + north, longitude + east);
        }
    }

    private PlaceDensity() {}

    /** Takes a second. */
    public static void main(String[] arguments) {
        var gazetteer = Gazetteer.load();
        System.out.printf(Locale.ROOT, "%,d places%n", gazetteer.size());
        for (City city : CITIES) {
            System.out.printf(Locale.ROOT, "%-12s %5.2f km%n", city.name(), medianMetres(gazetteer, city) / 1_000);
        }
    }

    private static double medianMetres(Gazetteer gazetteer, City city) {
        var random = new Random(1);
        double[] distances = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            Position point = city.point(random);
            List<Place> nearest = gazetteer.near(point, SEARCHED_METRES, NTH);
            distances[i] = nearest.size() < NTH
                    ? SEARCHED_METRES
                    : point.distanceTo(nearest.getLast().position());
        }
        Arrays.sort(distances);
        return (distances[POINTS / 2 - 1] + distances[POINTS / 2]) / 2;
    }
}
