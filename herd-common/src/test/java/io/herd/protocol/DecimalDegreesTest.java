package io.herd.protocol;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Command.Iamat;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Positions of lines as numbers, and numbers as positions of lines. */
class DecimalDegreesTest {
    private static ReportView report(String location) {
        var iamat = (Iamat) CommandParser.parse(Bytes.of("IAMAT kiwi " + location + " 1520023934.918963997"));
        return ReportView.fromCommand(Bytes.of("Goloman"), iamat, 1_520_023_935_000_000_000L, new ByteWriter(0));
    }

    @ParameterizedTest
    @CsvSource({
        "+34.068930-118.445127, 34.068930, -118.445127",
        "+7-7.5, 7, -7.5",
        "+07-007.50, 7, -7.50",
        "-00.100+000.0, -0.100, 0.0",
        "+00+000, 0, 0",
        "+90-180, 90, -180",
        "+27.5916+086.5640+8850CRSWGS_84/, 27.5916, 86.5640",
        "+3404.5-11826.25, 34.075, -118.4375",
        "+340430-1182615, 34.075, -118.4375",
    })
    void aLinesDigitsAreKept(String location, String latitude, String longitude) {
        assertThat(DecimalDegrees.of(report(location))).isEqualTo(new DecimalDegrees(latitude, longitude));
    }

    @ParameterizedTest
    @CsvSource({
        "34.068930, -118.445127, +34.068930-118.445127",
        "7, -7.50, +07-007.50",
        "-0.1, 1.8e2, -00.1+180",
        "90.000, -180, +90.000-180",
        "1e-7, 0, +00.0000001+000",
    })
    void aNumbersDigitsAreKept(BigDecimal latitude, BigDecimal longitude, String location) {
        DecimalDegrees degrees = requireNonNull(DecimalDegrees.of(latitude, longitude));
        assertThat(degrees.toIso6709()).isEqualTo(location);
        assertThat(DecimalDegrees.of(report(location))).isEqualTo(degrees);
    }

    @ParameterizedTest
    @CsvSource({
        "90.0000001, 0",
        "0, -180.0000001",
        "1234.5, 12345.5",
        "1e999999999, 0",
        "0, 1e-999999999",
        "0e999999999, 0",
    })
    void whatIsNotOnTheEarthIsNoPosition(String latitude, String longitude) {
        // Numbers as parameters would be written out for the name of the test.
        assertThat(DecimalDegrees.of(new BigDecimal(latitude), new BigDecimal(longitude)))
                .isNull();
    }

    @Test
    void aReportKnowsItsFields() {
        ReportView report = report("+7-7.5");
        assertThat(report.server().toString()).isEqualTo("Goloman");
        assertThat(report.difference().toString()).isEqualTo("+0.081036003");
        assertThat(report.client().toString()).isEqualTo("kiwi");
        assertThat(report.location().toString()).isEqualTo("+7-7.5");
        assertThat(report.time().toString()).isEqualTo("1520023934.918963997");
    }
}
