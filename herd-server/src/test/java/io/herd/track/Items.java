package io.herd.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Readings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a file's reader gives, as texts; whatever the pieces in which the file comes. */
final class Items {
    private Items() {}

    static List<String> of(String file) {
        return of(file.getBytes(StandardCharsets.UTF_8));
    }

    /** A line for each item, and one for what breaks the file. */
    static List<String> of(byte[] file) {
        List<String> whole = read(new ByteArrayInputStream(file));
        for (int piece : new int[] {1, 7}) {
            assertThat(read(new Pieces(file, piece))).isEqualTo(whole);
        }
        return whole;
    }

    private static List<String> read(InputStream in) {
        List<String> items = new ArrayList<>();
        try (TrackReader reader = TrackFormats.open(in)) {
            for (TrackItem item = reader.next(); item != null; item = reader.next()) {
                items.add(text(item));
            }
        } catch (TrackException e) {
            items.add("broken: " + e.getMessage());
        } catch (IOException e) {
            throw new AssertionError("a broken file is to be a TrackException", e);
        }
        return items;
    }

    private static String text(TrackItem item) {
        return switch (item) {
            case TrackPoint point ->
                point.client() + " " + IamatLine.locationAndTime(point, point.nanos()) + readings(point.readings());
            case SkippedPoint skipped -> skipped.flaw() + " " + skipped.place();
        };
    }

    private static String readings(Readings readings) {
        return reading("acc", readings.accuracy())
                + reading("alt", readings.altitude())
                + reading("speed", readings.speed())
                + reading("course", readings.course());
    }

    private static String reading(String name, double value) {
        return Double.isNaN(value) ? "" : " " + name + "=" + Math.round(value * 100) / 100.0;
    }

    /** A file that comes in pieces. */
    private static final class Pieces extends ByteArrayInputStream {
        private final int piece;

        Pieces(byte[] file, int piece) {
            super(file);
            this.piece = piece;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, piece));
        }
    }
}
