package io.herd.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.transit.realtime.GtfsRealtime.Alert;
import com.google.transit.realtime.GtfsRealtime.FeedEntity;
import com.google.transit.realtime.GtfsRealtime.FeedHeader;
import com.google.transit.realtime.GtfsRealtime.FeedMessage;
import com.google.transit.realtime.GtfsRealtime.Position;
import com.google.transit.realtime.GtfsRealtime.VehicleDescriptor;
import com.google.transit.realtime.GtfsRealtime.VehiclePosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GtfsReaderTest {
    private static FeedMessage.Builder feed(long time) {
        return FeedMessage.newBuilder()
                .setHeader(FeedHeader.newBuilder().setGtfsRealtimeVersion("2.0").setTimestamp(time));
    }

    private static FeedEntity vehicle(String entity, VehiclePosition.Builder position) {
        return FeedEntity.newBuilder().setId(entity).setVehicle(position).build();
    }

    private static Position.Builder at(float latitude, float longitude) {
        return Position.newBuilder().setLatitude(latitude).setLongitude(longitude);
    }

    private static byte[] feeds() {
        FeedMessage first = feed(1_714_557_600)
                .addEntity(vehicle(
                        "e1",
                        VehiclePosition.newBuilder()
                                .setVehicle(VehicleDescriptor.newBuilder()
                                        .setId("tram 7")
                                        .setLabel("7"))
                                .setPosition(at(47.12345f, 8.25f).setSpeed(5).setBearing(90))
                                .setTimestamp(1_714_557_599)))
                .addEntity(FeedEntity.newBuilder().setId("a").setAlert(Alert.getDefaultInstance()))
                .addEntity(vehicle("e3", VehiclePosition.newBuilder().setPosition(at(47, 8))))
                .addEntity(vehicle("e4", VehiclePosition.newBuilder()))
                .build();
        FeedMessage second = feed(0).addEntity(
                        vehicle("e5", VehiclePosition.newBuilder().setPosition(at(47, 8))))
                .build();
        var both = new ByteArrayOutputStream();
        both.writeBytes(first.toByteArray());
        both.writeBytes(second.toByteArray());
        return both.toByteArray();
    }

    @Test
    void vehiclesHaveTheirOwnTimeOrThatOfTheFeed() {
        assertThat(Items.of(feeds()))
                .containsExactly(
                        "tram 7 +47.12345+8.25 1714557599 speed=5.0 course=90.0",
                        "e3 +47+8 1714557600",
                        "NO_POSITION entity 4",
                        "NO_TIME entity 5");
    }

    @Test
    void aFeedThatIsCutShortHasThePointsBefore() {
        byte[] whole = feeds();
        assertThat(Items.of(Arrays.copyOf(whole, whole.length - 3)))
                .hasSize(4)
                .last()
                .isEqualTo("broken: behind entity 4: is broken or no GTFS-realtime: a message is cut short");
    }

    @Test
    void everyFormatMayBeGzipped() throws IOException {
        assertThat(Items.of(gzip(feeds()))).isEqualTo(Items.of(feeds()));
        byte[] csv = gzip("time,lat,lon\n1,2,3\n".getBytes(StandardCharsets.UTF_8));
        assertThat(Items.of(csv)).containsExactly("null +2+3 1");
        assertThat(Items.of(Arrays.copyOf(csv, csv.length - 9)))
                .last()
                .asString()
                .matches("broken: .*: Unexpected end of ZLIB input stream");
    }

    private static byte[] gzip(byte[] file) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(file);
        }
        return out.toByteArray();
    }
}
