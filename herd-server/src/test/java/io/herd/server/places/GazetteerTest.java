package io.herd.server.places;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.geo.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GazetteerTest {
    private static final Position CENTER = new Position(0, 0);
    private static final String LA = "5368361\tLos Angeles\t0.00000\t0.00000\tPPLA2\tUS\tCalifornia\t3898747\n";

    private static byte[] gzip(String table) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(table.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Gazetteer load(String table) throws IOException {
        return Gazetteer.load(new ByteArrayInputStream(gzip(table)));
    }

    private static Place only(String row) throws IOException {
        List<Place> places = load(row).near(CENTER, 1_000, 2);
        assertThat(places).hasSize(1);
        return places.getFirst();
    }

    @Test
    void aRowBecomesAPlace() throws IOException {
        assertThat(only(LA))
                .isEqualTo(new Place(
                        "geonames:5368361",
                        "Los Angeles",
                        CENTER,
                        List.of("locality", "political"),
                        "California, United States"));
        assertThat(only("KLAX\tLos Angeles International Airport\t0.00000\t-0.00001\tAIRP\tUS\tLos Angeles\t"))
                .isEqualTo(new Place(
                        "ourairports:KLAX",
                        "Los Angeles International Airport",
                        new Position(0, -0.00001),
                        List.of("airport", "point_of_interest", "establishment"),
                        "Los Angeles, United States"));
    }

    @ParameterizedTest
    @CsvSource({"PPLX,neighborhood", "PPL,locality", "PPLC,locality", "STLMT,locality", "AIRP,airport"})
    void typesFollowFromTheCode(String code, String type) throws IOException {
        assertThat(only(LA.replace("PPLA2", code)).types()).startsWith(type);
    }

    @Test
    void aRegionGivenByItsCodeIsNamedAndIsNoPlace() throws IOException {
        String table = "\tCalifornia\t0.00000\t0.00000\tADM1\tUS\t#CA\t\n" + LA.replace("\tCalifornia\t", "\t#CA\t");
        assertThat(load(table).size()).isOne();
        assertThat(only(table).vicinity()).isEqualTo("California, United States");
    }

    @Test
    void anIdThatNamesItsSourceStaysAsItIs() throws IOException {
        assertThat(only(LA.replace("5368361", "db:8000410")).id()).isEqualTo("db:8000410");
    }

    @Test
    void vicinityIsAsMuchAsIsKnown() throws IOException {
        assertThat(only(LA.replace("California", "")).vicinity()).isEqualTo("United States");
        assertThat(only(LA.replace("US", "XK")).vicinity()).isEqualTo("California, Kosovo");
        assertThat(only(LA.replace("US", "Q9")).vicinity()).isEqualTo("California, Q9");
    }

    @Test
    void aPlaceWithoutIdGetsOneThatLasts() throws IOException {
        String anonymous = LA.replace("5368361", "").replace("Los Angeles", "Zürich");
        String id = only(anonymous).id();
        assertThat(id).isEqualTo("place:e3e948ae3df5bd20");
        assertThat(only(anonymous.replace("\t0.00000\t0", "\t0.00200\t0")).id()).isEqualTo(id);
        assertThat(only(anonymous.replace("Zürich", "Zurich")).id()).isNotEqualTo(id);
        assertThat(only(anonymous.replace("\t0.00000\t0", "\t0.00600\t0")).id()).isNotEqualTo(id);
    }

    @Test
    void rowsMayComeInAnyOrderAndTheLastWithoutItsEnd() throws IOException {
        String north = LA.replace("\t0.00000\t0", "\t0.50000\t0").replace("5368361", "1");
        String table = north + LA.replace("\t0.00000\t0", "\t-0.50000\t0").replace("5368361", "2") + LA.stripTrailing();
        assertThat(load(table).near(new Position(0.4, 0), 100_000, 2))
                .extracting(Place::id)
                .containsExactly("geonames:1", "geonames:5368361");
        assertThat(load("").size()).isZero();
    }

    @Test
    void aBadRowIsNamed() {
        assertBadThirdRow(LA.replace("California\t", "California"), "fewer than 8 columns");
        assertBadThirdRow(LA.replace("3898747", "1\t2"), "more than 8 columns");
        assertBadThirdRow(LA.replace("Los Angeles", ""), "no name");
        assertBadThirdRow("\n", "fewer than 8 columns");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "90.00001",
                "-90.00001",
                "0.0000",
                "0.000000",
                ".00000",
                "-.00000",
                "+1.00000",
                "x.00000",
                "0.0000-",
                "0.0x000",
                "1000.00000",
                "9999999999.00000",
                " 1.00000",
                "000000"
            })
    void aBadCoordinateIsNamed(String latitude) {
        String problem = "'" + latitude + "' is not degrees with five decimals, 90 at most";
        assertBadThirdRow(LA.replace("\t0.00000\t0", "\t" + latitude + "\t0"), problem);
    }

    @Test
    void longitudesGoToTheAntimeridian() throws IOException {
        assertBadThirdRow(LA.replace("0.00000\tP", "180.00001\tP"), "'180.00001' is not degrees");
        String farthest = LA.replace("0.00000\tP", "180.00000\tP");
        assertThat(load(farthest).near(new Position(0, -180), 1, 1)).hasSize(1);
    }

    private static void assertBadThirdRow(String row, String problem) {
        assertThatThrownBy(() -> load(LA + LA + row))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("gazetteer, row 3: " + problem);
    }

    @Test
    void aFileThatIsCutShortIsNoGazetteer() {
        byte[] whole = gzip(LA.repeat(1_000));
        InputStream half = new ByteArrayInputStream(whole, 0, whole.length / 2);
        assertThatThrownBy(() -> Gazetteer.load(half)).hasMessageContaining("not a whole gzip file");
        InputStream plain = new ByteArrayInputStream(LA.getBytes(UTF_8));
        assertThatThrownBy(() -> Gazetteer.load(plain)).hasMessageContaining("not a whole gzip file");
    }
}
