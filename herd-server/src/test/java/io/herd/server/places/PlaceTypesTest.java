package io.herd.server.places;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTypesTest {
    @ParameterizedTest
    @CsvSource({
        "L, PRK, park",
        "S, SCH, school",
        "S, UNIV, university",
        "S, HTL, lodging",
        "S, RSTN, train_station",
        "S, MTRO, subway_station",
        "S, BUSTN, bus_station",
        "S, HSP, hospital",
        "S, MUS, museum",
        "S, CH, church",
        "S, MSQE, mosque",
        "S, SYG, synagogue",
        "S, TMPL, place_of_worship",
        "S, AIRP, airport",
        "S, LIBR, library",
        "S, PP, police",
        "S, PO, post_office",
        "S, MALL, shopping_mall",
        "S, CMTY, cemetery",
        "S, BLDG, point_of_interest",
        "H, LK, natural_feature",
        "T, MT, natural_feature",
        "P, PPLX, neighborhood",
        "P, PPLA2, locality",
        "P, PPLCD, locality",
    })
    void whatPeopleLookForHasItsType(String featureClass, String code, String type) {
        assertThat(PlaceTypes.include(featureClass, code)).isTrue();
        assertThat(PlaceTypes.of(code)).startsWith(type);
    }

    @ParameterizedTest
    @CsvSource({
        "A, ADM1",
        "A, PCLI",
        "H, STM",
        "H, STMX",
        "P, PPLH",
        "P, PPLQ",
        "R, RD",
        "S, FRM",
        "S, BUSTN2",
        "S, ''",
        "U, TRNU"
    })
    void whatNobodyLooksForHasNone(String featureClass, String code) {
        assertThat(PlaceTypes.include(featureClass, code)).isFalse();
    }

    @Test
    void aCodeOfAnotherClassIsUnknown() {
        assertThat(PlaceTypes.include("T", "PRK")).isFalse();
    }

    @Test
    void whatCanBeVisitedIsAnEstablishment() {
        assertThat(PlaceTypes.of("MUS"))
                .containsExactly("museum", "tourist_attraction", "point_of_interest", "establishment");
        assertThat(PlaceTypes.of("BLDG")).containsExactly("point_of_interest", "establishment");
        assertThat(PlaceTypes.of("LK")).containsExactly("natural_feature", "establishment");
    }

    @Test
    void theEmbeddedTableHasCodesOfItsOwn() {
        assertThat(PlaceTypes.of("ZIP")).containsExactly("postal_code");
        assertThat(PlaceTypes.of("TIDE")).containsExactly("point_of_interest", "establishment");
    }

    @Test
    void aTownWithoutCodeIsALocality() {
        assertThat(PlaceTypes.of("")).isEqualTo(List.of("locality", "political"));
    }
}
