package io.herd.server.places;

import io.herd.geo.Box;
import io.herd.geo.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The places of a gazetteer whose population is known, by that. Immutable; a town takes 20 bytes besides the gazetteer. */
public final class PopulatedPlaces {
    private final Gazetteer gazetteer;
    /** The number of each town in the gazetteer, the most populous first. */
    private final int[] numbers;

    private final int[] populations;
    private final float[] latitudes;
    private final float[] longitudes;

    private PopulatedPlaces(Gazetteer gazetteer, int[] numbers) {
        this.gazetteer = gazetteer;
        this.numbers = numbers;
        populations = new int[numbers.length];
        latitudes = new float[numbers.length];
        longitudes = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            Position position = gazetteer.place(numbers[i]).position();
            populations[i] = gazetteer.population(numbers[i]);
            latitudes[i] = (float) position.latitude();
            longitudes[i] = (float) position.longitude();
        }
    }

    /** Those of a gazetteer. Blocks for some tenths of a second. */
    public static PopulatedPlaces of(Gazetteer gazetteer) {
        // Packed into numbers, which sort without objects: the more populous is the lesser.
        long[] ranks = IntStream.range(0, gazetteer.size())
                .mapToLong(number -> ((long) -gazetteer.population(number) << Integer.SIZE) | number)
                .filter(rank -> rank < 0)
                .sorted()
                .toArray();
        int[] numbers = new int[ranks.length];
        for (int i = 0; i < ranks.length; i++) {
            numbers[i] = (int) ranks[i];
        }
        return new PopulatedPlaces(gazetteer, numbers);
    }

    /** The most populous in a box, at most so many. */
    public List<PopulatedPlace> in(Box box, int most) {
        List<PopulatedPlace> found = new ArrayList<>();
        for (int i = 0; i < numbers.length && found.size() < most; i++) {
            var position = new Position(latitudes[i], longitudes[i]);
            if (box.contains(position)) {
                found.add(new PopulatedPlace(gazetteer.place(numbers[i]).name(), position, populations[i]));
            }
        }
        return found;
    }
}
