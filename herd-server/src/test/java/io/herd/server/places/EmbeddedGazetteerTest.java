package io.herd.server.places;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.geo.Position;
import java.io.IOException;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The data that the server carries within itself. */
class EmbeddedGazetteerTest {
    private static Gazetteer gazetteer;
    private static EmbeddedRows rows;

    @BeforeAll
    static void load() throws IOException {
        gazetteer = Gazetteer.load();
        rows = EmbeddedRows.read();
    }

    @Test
    void aPostalCodeIsOnTheCampus() {
        var university = new Position(34.0689, -118.4451);
        List<Place> places = gazetteer.near(university, 1_000, 3);
        assertThat(places).extracting(Place::name).containsExactly("90095", "90024");
        assertThat(places).extracting(Place::types).containsOnly(List.of("postal_code"));
        assertThat(places).extracting(Place::vicinity).containsOnly("Los Angeles, California, United States");
        assertThat(gazetteer.near(university, 10_000, 20))
                .filteredOn(place -> place.types().contains("political"))
                .extracting(Place::name)
                .startsWith("Bel Air", "Westwood", "Century City");
    }

    @Test
    void islandsAreOffTheCoast() {
        List<Place> places = gazetteer.near(new Position(34.06894, -119.445127), 10_000, 3);
        assertThat(places).extracting(Place::name).containsExactly("Anacapa Island");
        assertThat(places.getFirst().types()).startsWith("natural_feature");
        assertThat(gazetteer.near(new Position(34.02, -119.684), 1_000, 3))
                .extracting(Place::id)
                .containsExactly("noaa:9410971");
    }

    @Test
    void stationsAreInTheCities() {
        Place station = gazetteer.near(new Position(52.525, 13.369), 300, 1).getFirst();
        assertThat(station.name()).isEqualTo("Berlin Hauptbahnhof");
        assertThat(station.id()).isEqualTo("db:8011160");
        assertThat(station.types()).startsWith("train_station", "transit_station");
    }

    @Test
    void villagesOfIndiaAreInTheirState() {
        assertThat(gazetteer.near(new Position(28.5531, 77.1916), 500, 3))
                .filteredOn(place -> place.name().equals("Hauz Khas"))
                .extracting(Place::vicinity)
                .containsExactly("Delhi, India");
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
    void noTwoPlacesShareAnId() {
        var ids = new HashSet<String>();
        assertThat(rows.places())
                .allSatisfy(place ->
                        assertThat(ids.add(place.id())).as("%s is new", place).isTrue());
        assertThat(ids).hasSizeGreaterThan(300_000);
    }

    @Test
    void nothingIsWhereCoordinatesAreMissing() {
        assertThat(gazetteer.near(new Position(0, 0), 10_000, 3)).isEmpty();
    }

    /** One place of two sources would be there twice under one name. */
    @Test
    void noTownHasANamesakeOfItsCountryWithinAKilometre() {
        Map<String, List<Place>> namesakes = rows.places().stream()
                .filter(place -> place.types().contains("political"))
                .collect(Collectors.groupingBy(EmbeddedGazetteerTest::nameAndCountry));
        assertThat(namesakes.values()).allSatisfy(places -> {
            for (int i = 1; i < places.size(); i++) {
                for (Place other : places.subList(0, i)) {
                    assertThat(places.get(i).position().distanceTo(other.position()))
                            .as("from %s to %s", places.get(i), other)
                            .isGreaterThan(990);
                }
            }
        });
    }

    /** Accents, case, spaces and punctuation aside. */
    private static String nameAndCountry(Place place) {
        String letters = Normalizer.normalize(place.name(), Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
        return letters + place.vicinity().substring(place.vicinity().lastIndexOf(',') + 1);
    }

    @Test
    void noTwoStationsOrAirportsAreOnOneSpot() {
        for (String type : List.of("train_station", "airport")) {
            assertThat(rows.places())
                    .filteredOn(place -> place.types().contains(type))
                    .allSatisfy(place -> assertThat(gazetteer.near(place.position(), 199, 20))
                            .filteredOn(other -> other.types().contains(type))
                            .containsExactly(place));
        }
    }

    @Test
    void everyTypeIsOneOfTheTables() {
        assertThat(rows.places().stream()
                        .map(place -> place.types().getFirst())
                        .distinct()
                        .toList())
                .containsExactlyInAnyOrder(
                        "locality",
                        "neighborhood",
                        "postal_code",
                        "airport",
                        "train_station",
                        "natural_feature",
                        "point_of_interest");
    }
}
