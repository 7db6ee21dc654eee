package io.herd.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NMEA, CSV and OwnTracks' records. */
class LineTracksTest {
    @Test
    void sentencesWithADateArePoints() {
        assertThat(Items.of("""
                $GPGGA,100000.000,4730.000,N,00815.000,E,1,08,0.9,545.4,M,46.9,M,,*47
                $GPRMC,100000.000,A,4730.0000,N,00815.0000,E,010.0,084.4,010524,003.1,W*7E
                $GNRMC,100001.25,A,4730.0000,S,00815.0000,W,,,010524,,,A*46
                $GPRMC,100002,V,,,,,,,010524,,*30
                $GPRMC,100003,A,4730.0000,N,00815.0000,E,010.0,084.4,010524,003.1,W*00
                $GPRMC,100003,A,4730.0000,N,00815.0000,E,010.0,084.4,010524,003.1,W
                2024-05-01 12:00:04 $GPRMC,100004,A,4730.0000,N,00815.0000,E,,,310294,,*19
                $GPRMC,100005,A,4730.0000,N,00815.0000,E,,,,,*15
                """))
                .containsExactly(
                        "null +47.5+8.25 1714557600 speed=5.14 course=84.4",
                        "null -47.5-8.25 1714557601.25",
                        "VOID line 4",
                        "BAD_CHECKSUM line 5",
                        "BAD_CHECKSUM line 6",
                        "BAD_TIME line 7",
                        "NO_TIME line 8");
    }

    @Test
    void columnsStandInAnyOrder() {
        assertThat(Items.of("""
                \ufeffid,Longitude (deg),Latitude (deg),Date Time,Speed [m/s],device_id
                1,8.25,47.5,2024-05-01 10:00:00,1.5,"van, ""blue\"""
                2,8.26,47.51,1714557601,,
                3,8.27,47.52,1714557602500,,

                4,,47.52,1714557602500,,
                5,8.27,47.52,,,
                6,8.27,47.52,never,,
                7,8.27
                8,8.27,47.52,1714557603,,"van
                """))
                .containsExactly(
                        "van, \"blue\" +47.5+8.25 1714557600 speed=1.5",
                        "null +47.51+8.26 1714557601",
                        "null +47.52+8.27 1714557602.5",
                        "NO_POSITION line 6",
                        "NO_TIME line 7",
                        "BAD_TIME line 8",
                        "MALFORMED line 9",
                        "van +47.52+8.27 1714557603");
    }

    @ParameterizedTest
    @ValueSource(strings = {"time,lat,lon", "timestamp;LATITUDE;lng", "utc\ty\tx", "DateTime,Lat,Long"})
    void columnsHaveSeveralNames(String header) {
        String row = "1714557600,47.5,8.25"
                .replace(',', header.replaceAll("[A-Za-z]", "").charAt(0));
        assertThat(Items.of(header + "\r\n" + row + "\r\n")).containsExactly("null +47.5+8.25 1714557600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lat,lon", "time,lat", "hello", "", "1714557600,47.5,8.25", "<html>", "PK\u0003\u0004"})
    void whatIsNoTrackIsNotTakenForOne(String file) {
        assertThat(Items.of(file)).singleElement().asString().startsWith("broken: is ");
    }

    @Test
    void aLineHasABound() {
        assertThat(Items.of("time,lat,lon\n1,2,3\n" + "x".repeat((1 << 20) + 1)))
                .containsExactly(
                        "null +2+3 1",
                        "broken: line 3: is longer than 1 MiB, so this is no such file, or it is broken");
    }

    @Test
    void recordsOfOwnTracksHaveTheirDevice() {
        assertThat(Items.of("""
                2024-05-01T10:00:00Z\t*                 \t{"_type":"location","topic":"owntracks/alpha/iPhone 12","acc":12,"lat":47.5,"lon":8.25,"tst":1714557599,"vel":36,"inregions":["home"]}
                2024-05-01T10:00:01Z\tlwt               \t{"_type":"lwt","tst":1}
                2024-05-01T10:00:02Z\t*                 \t{"_type":"location","lat":"47.51","lon":8.26}
                2024-05-01T10:00:03Z\t*                 \t{"_type":"transition","lat":47.5,"lon":8.25,"tst":1714557599}
                2024-05-01T10:00:04Z\t*                 \t{"_type":"location","lat":47.5,
                2024-05-01T10:00:05Z\t*                 \t{"_type":"location","lat":47.5,"tst":1714557599}
                gibberish
                """))
                .containsExactly(
                        "alpha/iPhone 12 +47.5+8.25 1714557599 acc=12.0 speed=10.0",
                        "null +47.51+8.26 1714557602",
                        "MALFORMED line 5",
                        "NO_POSITION line 6",
                        "MALFORMED line 7");
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:01Z,1000000000",
        "1970-01-01T00:00:01.5,1500000000",
        "'1970-01-01 01:00:00,123456789987+01:00',123456789",
        "1970-01-01T01:00+0100,0",
        "1970-01-01T00:00:00-07,25200000000000",
        "1970-01-01 00:00:01 UTC,1000000000",
        "1520023934.918963997,1520023934918963997",
        "1520023934918,1520023934918000000",
        "1520023934918.5,1520023934918500000",
        "99999999999,-1",
        "1969-12-31T23:59:59Z,-1",
        "2300-01-01T00:00:00Z,-1",
        "2024-02-30T00:00:00Z,-1",
        "2024-01-01T00:00:00+25:00,-1",
        "2024-01-01,-1",
        "-1,-1",
        "1e9,-1"
    })
    void timesHaveManyForms(String text, long nanos) {
        assertThat(TrackTime.parse(text)).isEqualTo(nanos);
    }
}
