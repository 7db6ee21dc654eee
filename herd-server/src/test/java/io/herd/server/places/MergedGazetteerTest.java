package io.herd.server.places;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.geo.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded table and imported ones together find what looking at every row finds. */
class MergedGazetteerTest {
    private static final int IMPORTED = 20_000;
    private static final int LIMIT = 20;

    private static final List<Place> ALL = new ArrayList<>();
    private static Gazetteer gazetteer;

    @BeforeAll
    static void load(@TempDir Path directory) throws IOException {
        var random = new Random(4);
        var table = new StringBuilder();
        for (int i = 0; i < IMPORTED; i++) {
            Position position = somewhere(random);
            table.append(String.format(
                    Locale.ROOT,
                    "%d\tPlace %d\t%.5f\t%.5f\tSCH\tUS\t#CA\t%n",
                    900_000_000 + i,
                    i,
                    position.latitude(),
                    position.longitude()));
        }
        Files.writeString(directory.resolve("XX.tsv"), table);
        gazetteer = Gazetteer.load(directory);
        EmbeddedRows embedded = EmbeddedRows.read();
        ALL.addAll(EmbeddedRows.places(table.toString().getBytes(UTF_8), embedded.regions()));
        ALL.addAll(embedded.places());
    }

    /** About the poles, the antimeridian, in a workload, or anywhere. */
    private static Position somewhere(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Position(90 - random.nextDouble() * 2, random.nextDouble(-180, 180));
            case 1 -> new Position(-90 + random.nextDouble() * 2, random.nextDouble(-180, 180));
            case 2 -> new Position(random.nextDouble(-90, 90), random.nextDouble() < 0.5 ? 179.9 : -179.9);
            case 3 -> new Position(51.5 + random.nextGaussian() * 0.05, random.nextGaussian() * 0.05);
            default -> new Position(random.nextDouble(-90, 90), random.nextDouble(-180, 180));
        };
    }

    @Test
    void itKnowsThemAll() {
        assertThat(gazetteer.problems()).isEmpty();
        assertThat(gazetteer.size()).isEqualTo(ALL.size());
    }

    @Test
    void itFindsWhatLookingAtEveryRowFinds() {
        var random = new Random(5);
        int found = 0;
        for (int round = 0; round < 60; round++) {
            Position center = somewhere(random);
            for (double radius : new double[] {1_000, 10_000, 50_000}) {
                List<Place> expected = bruteForce(center, radius);
                assertThat(gazetteer.near(center, radius, LIMIT))
                        .as("%s, %s m", center, radius)
                        .isEqualTo(expected);
                found += expected.size();
            }
        }
        assertThat(found).isGreaterThan(1_000);
    }

    private static List<Place> bruteForce(Position center, double radius) {
        return ALL.stream()
                .filter(place -> center.distanceTo(place.position()) <= radius)
                .sorted(Comparator.comparingDouble(place -> center.distanceTo(place.position())))
                .limit(LIMIT)
                .toList();
    }
}
