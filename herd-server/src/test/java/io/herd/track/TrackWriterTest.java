package io.herd.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Readings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is written is read again. */
class TrackWriterTest {
    private static final TrackPoint FULL = new TrackPoint(
            null, 1_714_557_600_918_963_997L, 34.06893, -118.445127, new Readings(12, 78.5, 1.1, 90, 81, ""));
    private static final TrackPoint BARE =
            new TrackPoint(null, 1_714_557_601_000_000_000L, 0, -0.0000001, Readings.NONE);

    private interface Opening {
        TrackWriter open(OutputStream out, String client) throws IOException;
    }

    private static byte[] write(Opening opening) throws IOException {
        var out = new ByteArrayOutputStream();
        try (TrackWriter writer = opening.open(out, "caf\u00e9 <\"1\">")) {
            writer.write(FULL);
            writer.write(BARE);
        }
        return out.toByteArray();
    }

    @Test
    void csvHasAllReadings() throws IOException {
        byte[] file = write(CsvWriter::new);
        assertThat(new String(file, StandardCharsets.UTF_8)).isEqualTo("""
                        time,latitude,longitude,accuracy,altitude,speed,course,battery,client
                        2024-05-01T10:00:00.918963997Z,34.06893,-118.445127,12,78.5,1.1,90,81,"caf\u00e9 <""1"">"
                        2024-05-01T10:00:01Z,0,-0.0000001,,,,,,"caf\u00e9 <""1"">"
                        """);
        assertThat(Items.of(file))
                .containsExactly(
                        "caf\u00e9 <\"1\"> +34.06893-118.445127 1714557600.918963997 acc=12.0 alt=78.5 speed=1.1 course=90.0",
                        "caf\u00e9 <\"1\"> +0-0.0000001 1714557601");
    }

    @Test
    void geoJsonHasAllReadings() throws IOException {
        byte[] file = write(GeoJsonWriter::new);
        assertThat(new String(file, StandardCharsets.UTF_8))
                .contains(
                        "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[-118.445127,34.06893]},\"properties\":",
                        "\"battery\":81");
        assertThat(Items.of(file))
                .containsExactly(
                        "caf\u00e9 <\"1\"> +34.06893-118.445127 1714557600.918963997 acc=12.0 alt=78.5 speed=1.1 course=90.0",
                        "caf\u00e9 <\"1\"> +0-0.0000001 1714557601");
    }

    @Test
    void gpxHasAllButAccuracyAndBattery() throws IOException {
        byte[] file = write(GpxWriter::new);
        assertThat(new String(file, StandardCharsets.UTF_8))
                .contains(
                        "<gpx xmlns=\"http://www.topografix.com/GPX/1/1\"",
                        "<trkpt lat=\"34.06893\" lon=\"-118.445127\"><ele>78.5</ele><time>",
                        "<gpxtpx:speed>1.1</gpxtpx:speed>");
        assertThat(Items.of(file))
                .containsExactly(
                        "caf\u00e9 <\"1\"> +34.06893-118.445127 1714557600.918963997 alt=78.5 speed=1.1 course=90.0",
                        "caf\u00e9 <\"1\"> +0-0.0000001 1714557601");
    }
}
