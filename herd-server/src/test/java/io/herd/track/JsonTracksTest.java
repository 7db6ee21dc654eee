package io.herd.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GeoJSON and what Google gives of one's past. */
class JsonTracksTest {
    @Test
    void pointsHaveTheirTimeInTheirProperties() {
        assertThat(Items.of("""
                {"type":"FeatureCollection","features":[
                {"type":"Feature","geometry":{"type":"Point","coordinates":[8.25,47.5,400]},
                 "properties":{"client":"a/b","time":"2024-05-01T10:00:00Z","speed":1.5,"name":"a hut"}},
                {"type":"Feature","properties":{"timestamp":"2024-05-01T10:00:01-0700","horizontal_accuracy":30},
                 "geometry":{"type":"Point","coordinates":[8.26,47.51]}},
                {"type":"Feature","geometry":{"type":"Point","coordinates":["x",47.51]},"properties":{"time":1714557602}},
                {"type":"Feature","geometry":{"type":"Point","coordinates":[8.27,47.52]},"properties":{"time":1714557602500}},
                {"type":"Feature","geometry":{"type":"Point","coordinates":[8.28,47.53]},"properties":null},
                {"type":"Feature","geometry":null,"properties":{"time":1}}
                ]}"""))
                .containsExactly(
                        "a/b +47.5+8.25 1714557600 alt=400.0 speed=1.5",
                        "null +47.51+8.26 1714582801 acc=30.0",
                        "NO_POSITION point 3",
                        "null +47.52+8.27 1714557602.5",
                        "NO_TIME point 5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"coordTimes\":[\"2024-05-01T10:00:00Z\",null,\"2024-05-01T10:00:02Z\"]",
                "\"coordinateProperties\":{\"times\":[\"2024-05-01T10:00:00\",\"\",\"2024-05-01T12:00:02+02:00\"]}"
            })
    void linesHaveTheirTimesInAList(String times) {
        String geometry = "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[8,47],[9,48,3],[10,-49],[11,50]]}";
        String properties = "\"properties\":{\"name\":\"ride\"," + times + "}";
        for (String members : new String[] {geometry + "," + properties, properties + "," + geometry}) {
            assertThat(Items.of("{\"type\":\"Feature\"," + members + "}"))
                    .containsExactly(
                            "ride +47+8 1714557600", "BAD_TIME point 2", "ride -49+10 1714557602", "NO_TIME point 4");
        }
    }

    @Test
    void severalLinesOfAFeatureHaveListsOfTimes() {
        assertThat(Items.of("""
                {"type":"Feature","geometry":{"coordinates":[[[1,2],[3,4]],[[5,6]]],"type":"MultiLineString"},
                 "properties":{"coordTimes":[[1714557600,1714557601],[1714557602]]}}"""))
                .containsExactly("null +2+1 1714557600", "null +4+3 1714557601", "null +6+5 1714557602");
    }

    @Test
    void recordsHaveTheirPositionsInTenMillionths() {
        assertThat(Items.of("""
                {"locations": [{
                  "latitudeE7": 475000000, "longitudeE7": -82500000, "accuracy": 21, "velocity": 2, "heading": 270,
                  "activity": [{"activity": [{"type": "STILL", "confidence": 100}], "timestamp": "2020-01-01T00:00:00Z"}],
                  "source": "WIFI", "deviceTag": 12345, "timestamp": "2024-05-01T10:00:00.125Z"
                }, {"timestampMs": "1714557601000", "latitudeE7": 475000001, "longitudeE7": -82500001
                }, {"timestampMs": "1714557602000"
                }, {"latitudeE7": 475000001, "longitudeE7": -82500001}]}"""))
                .containsExactly(
                        "null +47.5-8.25 1714557600.125 acc=21.0 speed=2.0 course=270.0",
                        "null +47.5000001-8.2500001 1714557601",
                        "NO_POSITION point 3",
                        "NO_TIME point 4");
    }

    @Test
    void aTimelineHasPathsAndRawSignals() {
        assertThat(Items.of("""
                {"semanticSegments":[
                  {"startTime":"2024-05-01T10:00:00.000+02:00","endTime":"2024-05-01T12:00:00.000+02:00",
                   "timelinePath":[{"point":"47.5\u00b0, -8.25\u00b0","time":"2024-05-01T12:00:00.000+02:00"},{"point":"?"}]},
                  {"startTime":"2024-05-01T10:00:00.000Z",
                   "visit":{"topCandidate":{"placeLocation":{"latLng":"47.5\u00b0, 8.25\u00b0"}}}}],
                 "rawSignals":[{"position":{"LatLng":"47.6\u00b0, 8.3\u00b0","accuracyMeters":13,"altitudeMeters":400.5,
                   "source":"WIFI","timestamp":"2024-05-01T10:00:05.000Z","speedMetersPerSecond":0.5}},
                  {"wifiScan":{"deliveryTime":"2024-05-01T10:00:05.000Z","devicesRecords":[{"mac":1}]}}],
                 "userLocationProfile":{"frequentPlaces":[{"placeLocation":"1\u00b0, 2\u00b0"}]}}"""))
                .containsExactly(
                        "null +47.5-8.25 1714557600",
                        "NO_POSITION point 2",
                        "null +47.6+8.3 1714557605 acc=13.0 alt=400.5 speed=0.5");
    }

    @Test
    void aTimelineOfAnotherPhoneCountsMinutesFromTheBeginOfItsSegment() {
        assertThat(Items.of("""
                [{"endTime":"2024-05-01T12:00:00.000Z","startTime":"2024-05-01T10:00:00.000Z",
                  "timelinePath":[{"point":"geo:47.5,-8.25","durationMinutesOffsetFromStartTime":"0"},
                                  {"point":"geo:47.6,-8.35","durationMinutesOffsetFromStartTime":"30"}]}]""")).containsExactly("null +47.5-8.25 1714557600", "null +47.6-8.35 1714559400");
    }

    @Test
    void brokenJsonHasThePointsBefore() {
        assertThat(
                        Items.of(
                                "{\"locations\":[\n{\"latitudeE7\":10000000,\"longitudeE7\":0,\"timestamp\":\"1970-01-01T00:00:01Z\"},\n{\"la"))
                .hasSize(2)
                .startsWith("null +1+0 1")
                .last()
                .asString()
                .startsWith("broken: line 3, column ");
    }

    @Test
    void whatIsBeyondTheLimitsOfTheParserIsBroken() {
        for (String each : List.of("[".repeat(2_000), "{\"latitudeE7\":" + "1".repeat(2_000) + "}")) {
            assertThat(Items.of("{\"locations\":[" + each)).last().asString().startsWith("broken: line 1, column ");
        }
    }

    @Test
    void otherJsonIsNoTrack() {
        assertThat(Items.of("{\"type\":\"herd\",\"list\":[{\"a\":[1,2]}]}"))
                .containsExactly("broken: is JSON, but neither GeoJSON nor Google's Records.json or Timeline.json");
    }
}
