package io.herd.server.places;

import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.PlacesConfig;
import io.herd.geo.Position;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That what is kept answers as the source would: against looking at every place, also where the Earth is awkward. */
class PlaceCacheTest {
    private static final JsonArray NOBODY = new JsonArray();

    private final PlaceCache cache = new PlaceCache(new PlacesConfig.Cache(1 << 30, Duration.ofHours(1)));

    private static FoundPlace place(int number, Position position) {
        return FoundPlace.of(position, new JsonObject().put("place_id", "p" + number));
    }

    /** A source that looks at every place, and tells how far it is complete, as the gazetteer's does. */
    private record Exact(List<FoundPlace> places) {
        NearbyDocument ask(Search search) {
            List<FoundPlace> within = places.stream()
                    .filter(place -> search.center().distanceTo(place.position()) <= search.radius())
                    .sorted(comparingDouble(place -> search.center().distanceTo(place.position())))
                    .toList();
            List<FoundPlace> cut = within.stream().limit(search.limit()).toList();
            double complete = within.size() <= search.limit()
                    ? search.radius()
                    : search.center().distanceTo(cut.getLast().position());
            return NearbyDocument.found(NOBODY, cut, complete);
        }
    }

    private static List<Double> distances(Position center, NearbyDocument document) {
        return document.places().stream()
                .map(place -> center.distanceTo(place.position()))
                .toList();
    }

    /** A point within so many metres north and east of another, be that over a pole or the antimeridian. */
    private static Position near(Random random, Position center, double metres) {
        double latitude = center.latitude() + (random.nextDouble() * 2 - 1) * metres / 111_195;
        double east = (random.nextDouble() * 2 - 1) * metres / 111_195;
        double narrow = Math.max(0.0001, Math.cos(Math.toRadians(center.latitude())));
        double longitude = center.longitude() + Math.clamp(east / narrow, -180, 180);
        if (Math.abs(latitude) > 90) {
            latitude = Math.signum(latitude) * 180 - latitude;
            longitude += 180;
        }
        return new Position(latitude, Math.IEEEremainder(longitude, 360));
    }

    @ParameterizedTest
    @CsvSource({
        "34.0689,-118.4451,100,20000",
        "34.0689,-118.4451,3000,300",
        "0,0,200,1000",
        "0.0005,179.9999,100,1000",
        "-0.0001,-180,300,1000",
        "89.9999,12,300,1000",
        "90,0,200,1000",
        "-90,0,200,20000",
        "-89.99,179.9999,300,2000",
        "59.3,18.0005,400,50000",
        "0,0,200,150"
    })
    void whatIsKeptAnswersAsTheSourceWould(double latitude, double longitude, double wander, double spread) {
        var random = new Random(Double.doubleToLongBits(latitude + spread) ^ 7);
        var middle = new Position(latitude, longitude);
        var source = new Exact(IntStream.range(0, 150)
                .mapToObj(i -> place(i, near(random, middle, random.nextDouble() * spread)))
                .toList());
        int hits = 0;
        Position center = middle;
        for (int i = 0; i < 600; i++) {
            // Half of the clients have not moved.
            center = random.nextBoolean() ? center : near(random, middle, wander);
            double radius = random.nextInt(4) == 0 ? 50_000 : 1 + random.nextDouble() * spread;
            var wished = new Search(center, radius, 1 + random.nextInt(20));
            NearbyDocument kept = cache.find(wished);
            hits += kept == null ? 0 : 1;
            NearbyDocument answer = kept == null ? asked(source, wished) : kept;
            NearbyDocument exact = source.ask(wished);
            assertThat(distances(center, answer)).as("%s", wished).isEqualTo(distances(center, exact));
            assertThat(answer.status()).isEqualTo(exact.status());
        }
        assertThat(hits).isGreaterThan(50);
    }

    /** What a search does that finds nothing kept. */
    private NearbyDocument asked(Exact source, Search wished) {
        Search asked = cache.toAsk(wished);
        NearbyDocument document = source.ask(asked);
        if (!asked.equals(wished)) {
            cache.keep(asked, document);
        }
        NearbyDocument narrowed = PlaceCache.narrow(asked, document, wished);
        return (narrowed == null ? source.ask(wished) : narrowed).cutTo(wished);
    }

    @Test
    void whoHardlyMovedFindsWhatIsKept() {
        var random = new Random(1);
        var center = new Position(34.06851, -118.44549);
        var source = new Exact(IntStream.range(0, 400)
                .mapToObj(i -> place(i, near(random, center, 20_000)))
                .toList());
        assertThat(cache.find(new Search(center, 10_000, 5))).isNull();
        var _ = asked(source, new Search(center, 10_000, 5));
        assertThat(cache.find(new Search(center, 10_000, 5))).isNotNull();
        assertThat(cache.find(new Search(new Position(34.0689, -118.4451), 9_000, 20)))
                .isNotNull();
        assertThat(cache.find(new Search(new Position(34.0691, -118.4451), 9_000, 5)))
                .isNull();
    }

    @Test
    void failuresAreNotKept() {
        var search = new Search(new Position(1, 1), 1_000, 5);
        Search asked = cache.toAsk(search);
        NearbyDocument failure = NearbyDocument.failed(SearchStatus.UNKNOWN_ERROR, "no");
        cache.keep(asked, failure);
        assertThat(cache.find(search)).isNull();
        assertThat(PlaceCache.narrow(asked, failure, search)).isSameAs(failure);
        cache.keep(asked, NearbyDocument.found(NOBODY, List.of(), asked.radius()));
        assertThat(cache.find(search)).isNotNull();
    }

    @Test
    void whereTheSourceHoldsBackTooMuchItIsAskedExactly() {
        var center = new Position(10, 10);
        var workload = new Exact(
                IntStream.range(0, 400).mapToObj(i -> place(i, center)).toList());
        var wished = new Search(center, 1_000, 5);
        assertThat(asked(workload, wished).places()).hasSize(5);
        assertThat(cache.toAsk(wished)).isEqualTo(wished);
        assertThat(cache.find(wished)).isNull();
    }

    @Test
    void whatHasComeOfAgeIsForgotten() {
        var young = new PlaceCache(new PlacesConfig.Cache(1 << 20, Duration.ofMillis(20)));
        var wished = new Search(new Position(1, 1), 1_000, 5);
        Search asked = young.toAsk(wished);
        long start = System.nanoTime();
        young.keep(asked, NearbyDocument.found(NOBODY, List.of(), asked.radius()));
        while (young.find(wished) != null) {
            Thread.onSpinWait();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(19));
    }

    @Test
    void whereTheMiddleOfACellIsHasFewDecimals() {
        assertThat(cache.toAsk(new Search(new Position(34.0689, -118.4451), 1, 1))
                        .center())
                .isEqualTo(new Position(34.0685, -118.4455));
    }

    @Test
    void itKeepsNoMoreThanItMay() {
        var small = new PlaceCache(new PlacesConfig.Cache(100_000, Duration.ofHours(1)));
        int kept = 0;
        for (int i = 0; i < 2_000; i++) {
            Search asked = small.toAsk(new Search(new Position(i / 100.0, 0), 1_000, 5));
            small.keep(asked, NearbyDocument.found(NOBODY, List.of(place(i, asked.center())), asked.radius()));
        }
        for (int i = 0; i < 2_000; i++) {
            kept += small.find(new Search(new Position(i / 100.0, 0), 1_000, 5)) == null ? 0 : 1;
        }
        assertThat(kept).isBetween(10, 500);
    }
}
