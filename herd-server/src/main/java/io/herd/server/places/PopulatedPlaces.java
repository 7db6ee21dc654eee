package io.herd.server.places;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The places of a gazetteer whose population is known, by tile and population. Immutable; a town takes 16 bytes besides the gazetteer.
 *
 * <p>A town's rank is how many are more populous. Towns of a tile stand one after the other, so a tile with few towns is sorted; of one
 * with many, the most populous are soon found among those of all the world.
 */
public final class PopulatedPlaces {
    /** With more towns in a tile than that, those of the world are looked through by rank. */
    private static final int FEW = 4_096;

    private final Gazetteer gazetteer;
    /** By rank, the number of each town in the gazetteer. */
    private final int[] numbers;
    /** By rank, the number of the smallest tile that each is in. */
    private final int[] tiles;
    /** The number of the tile of each town, and its rank in the lower half; sorted. */
    private final long[] byTile;

    private PopulatedPlaces(Gazetteer gazetteer, int[] numbers) {
        this.gazetteer = gazetteer;
        this.numbers = numbers;
        tiles = Arrays.stream(numbers)
                .map(number -> MapTile.of(gazetteer.place(number).position()).number())
                .toArray();
        byTile = IntStream.range(0, tiles.length)
                .mapToLong(rank -> entry(tiles[rank]) | rank)
                .sorted()
                .toArray();
    }

    /** The entry of the first rank in a tile. */
    private static long entry(int tile) {
        return (long) tile << Integer.SIZE;
    }

    /** Those of a gazetteer. Blocks for some tenths of a second. */
    public static PopulatedPlaces of(Gazetteer gazetteer) {
        // Packed into numbers, which sort without objects: the more populous is the lesser.
        int[] numbers = IntStream.range(0, gazetteer.size())
                .mapToLong(number -> ((long) -gazetteer.population(number) << Integer.SIZE) | number)
                .filter(rank -> rank < 0)
                .sorted()
                .mapToInt(rank -> (int) rank)
                .toArray();
        return new PopulatedPlaces(gazetteer, numbers);
    }

    /** The most populous in a tile, at most so many, the most populous first. */
    public List<PopulatedPlace> in(MapTile tile, int most) {
        int from = indexOf(tile.first());
        int to = indexOf(tile.end());
        IntStream ranks = to - from <= FEW
                ? Arrays.stream(byTile, from, to).mapToInt(entry -> (int) entry).sorted()
                : IntStream.range(0, tiles.length)
                        .filter(rank -> tiles[rank] >= tile.first() && tiles[rank] < tile.end());
        return ranks.limit(most).mapToObj(rank -> town(numbers[rank])).toList();
    }

    /** Where the towns of a tile begin, or would. */
    private int indexOf(int tile) {
        int found = Arrays.binarySearch(byTile, entry(tile));
        return found < 0 ? -found - 1 : found;
    }

    private PopulatedPlace town(int number) {
        Place place = gazetteer.place(number);
        return new PopulatedPlace(place.name(), place.position(), gazetteer.population(number));
    }
}
