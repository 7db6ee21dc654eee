package io.herd.server.places;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.geo.Position;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Towns by tile, against all towns looked through. */
class PopulatedPlacesTest {
    private static final int MOST = 24;

    private static PopulatedPlaces towns;
    private static List<PopulatedPlace> all;
    /** The smallest tile of each. */
    private static List<MapTile> tiles;

    @BeforeAll
    static void load() {
        Gazetteer gazetteer = Gazetteer.load();
        towns = PopulatedPlaces.of(gazetteer);
        all = IntStream.range(0, gazetteer.size())
                .filter(number -> gazetteer.population(number) > 0)
                .mapToObj(number -> new PopulatedPlace(
                        gazetteer.place(number).name(),
                        gazetteer.place(number).position(),
                        gazetteer.population(number)))
                .sorted(Comparator.comparingInt(PopulatedPlace::population).reversed())
                .toList();
        tiles = all.stream().map(town -> MapTile.of(town.position())).toList();
    }

    @Test
    void everyTileHasItsMostPopulous() {
        var random = new Random(1);
        for (int i = 0; i < 100; i++) {
            // Around a town, so that there are some.
            MapTile tile = around(tiles.get(random.nextInt(tiles.size())), random.nextInt(16));
            assertThat(towns.in(tile, MOST))
                    .as(tile.toString())
                    .isNotEmpty()
                    .extracting(PopulatedPlace::population)
                    .isEqualTo(expected(tile));
        }
    }

    private static MapTile around(MapTile smallest, int zoom) {
        int steps = smallest.zoom() - zoom;
        return new MapTile(zoom, smallest.x() >> steps, smallest.y() >> steps);
    }

    private static List<Integer> expected(MapTile tile) {
        return IntStream.range(0, all.size())
                .filter(rank -> around(tiles.get(rank), tile.zoom()).equals(tile))
                .limit(MOST)
                .mapToObj(rank -> all.get(rank).population())
                .toList();
    }

    @Test
    void tilesAreThoseOfWebMaps() {
        assertThat(towns.in(new MapTile(4, 8, 5), 1))
                .extracting(PopulatedPlace::name)
                .containsExactly("Berlin");
        assertThat(towns.in(new MapTile(6, 12, 31), 1)).isEmpty();
        assertThat(MapTile.of(new Position(90, 180))).isEqualTo(new MapTile(15, 32_767, 0));
        assertThat(MapTile.of(new Position(-90, -180))).isEqualTo(new MapTile(15, 0, 32_767));
        assertThat(new MapTile(16, 0, 0).isValid()).isFalse();
        assertThat(new MapTile(15, 32_768, 0).isValid()).isFalse();
    }
}
