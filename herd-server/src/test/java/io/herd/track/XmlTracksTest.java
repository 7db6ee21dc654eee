package io.herd.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GPX and KML. */
class XmlTracksTest {
    private static final String GPX = """
            <?xml version="1.0" encoding="UTF-8"?>
            <gpx version="1.1" creator="somebody" xmlns="http://www.topografix.com/GPX/1/1">
             <metadata><name>a file</name><time>2020-01-01T00:00:00Z</time></metadata>
             <wpt lat="1" lon="2"><name>a hut</name><time>2020-01-01T00:00:00Z</time></wpt>
             <trk><name>Morning &amp; more</name>
              <trkseg>
               <trkpt lat="47.5" lon="8.25"><ele>432.1</ele><time>2024-05-01T10:00:00Z</time></trkpt>
               <trkpt lat="47.501" lon="8.251"><time>2024-05-01T12:00:01.250+02:00</time>
                <extensions><g:TrackPointExtension xmlns:g="urn:g"><g:speed>3.5</g:speed><g:course>90</g:course>
                </g:TrackPointExtension></extensions></trkpt>
              </trkseg>
              <trkseg>
               <trkpt lat="47.502" lon="8.252"><time>2024-05-01T10:00:02</time></trkpt>
               <trkpt lat="47.503" lon="8.253"/>
               <trkpt lat="97.503" lon="8.253"><time>2024-05-01T10:00:03Z</time></trkpt>
               <trkpt lat="47.504" lon="8.254"><time>yesterday</time></trkpt>
              </trkseg>
             </trk>
             <trk><trkseg><trkpt lat="-47.5" lon="-8.25"><time>2024-05-01T10:00:04Z</time></trkpt></trkseg></trk>
            </gpx>
            """;

    @Test
    void aGpxTrackHasThePointsOfItsSegments() {
        assertThat(Items.of(GPX))
                .containsExactly(
                        "Morning & more +47.5+8.25 1714557600 alt=432.1",
                        "Morning & more +47.501+8.251 1714557601.25 speed=3.5 course=90.0",
                        "Morning & more +47.502+8.252 1714557602",
                        "NO_TIME line 14",
                        "NO_POSITION line 15",
                        "BAD_TIME line 16",
                        "null -47.5-8.25 1714557604");
    }

    @Test
    void aGpxFileThatIsCutShortHasThePointsBefore() {
        String cut = GPX.substring(0, GPX.indexOf("<trkpt lat=\"47.502\"") + 25);
        assertThat(Items.of(cut)).hasSize(3).last().asString().startsWith("broken: line 13: ");
    }

    @Test
    void aDocumentReadsNoOtherFileAndDoesNotGrow() {
        String entities = """
                <!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/hostname">]>
                <gpx><trk><name>&a;&f;</name><trkseg>
                <trkpt lat="1" lon="2"><time>2024-05-01T10:00:00Z</time></trkpt></trkseg></trk></gpx>
                """;
        assertThat(Items.of(entities)).first().asString().matches("(broken: line 2: |null ).*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<time>", "<time x=\"", "<!-- < ", "<![CDATA[<a>"})
    void aPieceOfADocumentIsBounded(String begin) {
        String piece = "1".repeat(3 << 20);
        assertThat(Items.of("<gpx><trk><trkseg><trkpt lat=\"1\" lon=\"2\">" + begin + piece))
                .last()
                .asString()
                .isEqualTo("broken: line 1: a text, an attribute or a comment is longer than 1 MiB");
        assertThat(Items.of("<gpx>" + " ".repeat(3 << 20) + "</gpx>")).isEmpty();
    }

    @Test
    void aKmlTrackPairsTimesAndCoordinates() {
        assertThat(Items.of("""
                <kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>
                <name>a document</name>
                <Placemark><name>Ranger 5</name><gx:Track>
                <when>2024-05-01T10:00:00Z</when>
                <when>2024-05-01T10:00:01.5</when>
                <when/>
                <when>soon</when>
                <gx:coord>8.25 47.5 400</gx:coord>
                <gx:coord>8.26 47.51</gx:coord>
                <gx:coord>8.27 47.52 0</gx:coord>
                <gx:coord>8.28 47.53 0</gx:coord>
                <gx:coord>8.29 47.54 0</gx:coord>
                </gx:Track></Placemark>
                <Placemark><gx:MultiTrack><gx:Track>
                <when>2024-05-01T10:00:02Z</when><gx:coord>-8 -47 1</gx:coord>
                <when>2024-05-01T10:00:03Z</when><gx:coord/>
                </gx:Track></gx:MultiTrack></Placemark>
                <Placemark><Point><coordinates>1,2,3</coordinates></Point></Placemark>
                </Document></kml>
                """))
                .containsExactly(
                        "Ranger 5 +47.5+8.25 1714557600 alt=400.0",
                        "Ranger 5 +47.51+8.26 1714557601.5",
                        "NO_TIME line 10",
                        "BAD_TIME line 11",
                        "NO_TIME line 12",
                        "null -47-8 1714557602 alt=1.0",
                        "NO_POSITION line 16");
    }
}
