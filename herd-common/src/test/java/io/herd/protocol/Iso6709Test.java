package io.herd.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Iso6709Test {
    @ParameterizedTest
    @CsvSource({
        "+34.068930-118.445127, 34.06893, -118.445127",
        "+27.5916+086.5640, 27.5916, 86.564",
        "+37-120, 37, -120",
        "+0.0-0.0, 0, 0",
        "-0+0, 0, 0",
        "+7-7.5, 7, -7.5",
        "+90-180, 90, -180",
        "-90.000+180.000, -90, 180",
        "+3404.5-11826.25, 34.075, -118.4375",
        "+3404-11826, 34.06666666667, -118.43333333333",
        "+340408-1182642, 34.06888888889, -118.445",
        "+340408.148-1182642.4572, 34.06893, -118.445127",
        "+900000+1800000, 90, 180",
        "+9000.000-18000, 90, -180",
        "+27.5916+086.5640+8850/, 27.5916, 86.564",
        "+27.5916+086.5640+8850CRSWGS_84/, 27.5916, 86.564",
        "+27.5916+086.5640-12.75, 27.5916, 86.564",
        "+27.5916+086.5640CRSepsg:4326/, 27.5916, 86.564",
        "+27.5916+086.5640CRS<https://example.org/crs>/, 27.5916, 86.564",
        "+27.5916+086.5640/, 27.5916, 86.564",
        "+12.3456789012345678901234567890-1.0000000000000000000000001, 12.345678901234567, -1",
    })
    void readsEveryFormOfAnnexH(String text, double latitude, double longitude) {
        assertThat(Iso6709.parse(Bytes.of(text))).isNotNull().satisfies(position -> {
            assertThat(position.latitude()).isCloseTo(latitude, within(1e-10));
            assertThat(position.longitude()).isCloseTo(longitude, within(1e-10));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "+34",
                "34-118",
                "+34118",
                "+34 -118",
                "++34-118",
                "+34--118",
                "+34.-118",
                "+34-118.",
                "+.5-.5",
                "+90.0000000000000000000000000001+0",
                "-91+0",
                "+0+180.1",
                "+0-181",
                "+999+0",
                "+12345+0",
                "+1234567+0",
                "+0+1234",
                "+0+123456",
                "+0+12345678",
                "+3404-118.4",
                "+34.1-11826",
                "+340408-11826",
                "+3460-11826",
                "+3404-11860",
                "+340460-1182642",
                "+340408-1182660",
                "+346000-1182642",
                "+9000.1+00000",
                "+900000.1+0000000",
                "+1e1+0",
                "+NaN+0",
                "+0x1+0",
                "+34-118+",
                "+34-118+1.",
                "+34-118+.5",
                "+34-118CRS",
                "+34-118CRS/",
                "+34-118C",
                "+34-118CRSx y",
                "+34-118CRS\u4e2d",
                "+34-118CRS<x",
                "+34-118//",
                "+34-118/x",
                "+34-118+1+1",
                "+34-118x",
                "−34-118",
                "+34,5-118,5",
                "+99999999999999999999-118",
                "+\u0661+\u0662",
                "+34-118/+1",
            })
    void refusesAnythingElse(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Iso6709.parse(Bytes.view(utf8, 0, utf8.length))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"+34.068930-118.445127, 10", "-0+0, 2", "+27+086+8850CRSa-b/, 3"})
    void findsWhereTheLongitudeBegins(String text, int index) {
        assertThat(Iso6709.longitudeStart(Bytes.of(text))).isEqualTo(index);
    }
}
