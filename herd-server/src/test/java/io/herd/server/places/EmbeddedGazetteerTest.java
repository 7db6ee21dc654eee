package io.herd.server.places;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.geo.Position;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The data that the server carries within itself. */
class EmbeddedGazetteerTest {
    private static Gazetteer gazetteer;

    @BeforeAll
    static void load() {
        gazetteer = Gazetteer.load();
    }

    @Test
    void belAirIsNearTheUniversity() {
        var university = new Position(34.0689, -118.4451);
        List<Place> places = gazetteer.near(university, 10_000, 3);
        assertThat(places).extracting(Place::name).containsExactly("Bel Air", "Westwood", "Century City");
        assertThat(places)
                .extracting(place -> Math.round(university.distanceTo(place.position()) / 100))
                .containsExactly(16L, 19L, 29L);
        assertThat(places).extracting(Place::vicinity).containsOnly("California, United States");
    }

    @ParameterizedTest
    @CsvSource({
        "Los Angeles, 34.0522, -118.2437,  10,  100",
        "London,      51.5074,   -0.1278,  50,  500",
        "Tokyo,       35.6762,  139.6503,  50,  300",
        "Lagos,        6.5244,    3.3792,  10,   30",
        "Suva,       -18.1416,  178.4419,   1,    5",
    })
    void citiesHaveNeighbourhoods(String city, double latitude, double longitude, int within10, int within50) {
        var center = new Position(latitude, longitude);
        assertThat(gazetteer.near(center, 10_000, 1_000)).hasSizeGreaterThanOrEqualTo(within10);
        assertThat(gazetteer.near(center, 50_000, 1_000))
                .hasSizeGreaterThanOrEqualTo(within50)
                .extracting(Place::name)
                .contains(city);
    }

    @Test
    void noTwoPlacesShareAnId() throws IOException {
        byte[] text;
        try (var file = new GZIPInputStream(Gazetteer.class.getResourceAsStream("gazetteer.tsv.gz"))) {
            text = file.readAllBytes();
        }
        var scanner = new RowScanner("gazetteer", text);
        var reader = new RowReader(Map.of());
        var ids = new HashSet<String>();
        while (scanner.next()) {
            if (scanner.isThere()) {
                Place place = reader.read(text, scanner.start());
                assertThat(ids.add(place.id())).as("%s is new", place).isTrue();
            }
        }
        assertThat(ids).hasSizeGreaterThan(200_000);
    }
}
