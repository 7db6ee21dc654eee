package io.herd.track;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** GTFS-realtime: the positions of vehicles, entity by entity. Feeds may follow one another, as in a recording. */
final class GtfsReader implements TrackReader {
    private static final int MOST_BYTES = 1 << 20;
    // The fields of a FeedMessage, as tags: both are messages.
    private static final int HEADER = 1 << 3 | 2;
    private static final int ENTITY = 2 << 3 | 2;

    private final InputStream in;
    private long feedTime;
    private long number;

    GtfsReader(InputStream in) {
        this.in = in;
    }

    @Override
    public @Nullable TrackItem next() throws IOException {
        try {
            for (int tag = in.read(); tag >= 0; tag = in.read()) {
                WireMessage message = message();
                if (tag == HEADER) {
                    readHeader(message);
                } else if (tag == ENTITY) {
                    number++;
                    TrackItem item = point(message);
                    if (item != null) {
                        return item;
                    }
                } else {
                    throw new TrackException("is no field of a feed");
                }
            }
            return null;
        } catch (IOException e) {
            throw new TrackException(
                    "behind entity " + number + ": is broken or no GTFS-realtime: " + e.getMessage(), e);
        }
    }

    private WireMessage message() throws IOException {
        int length = 0;
        int next = 0x80;
        for (int shift = 0; (next & 0x80) != 0; shift += 7) {
            next = in.read();
            length |= (next & 0x7f) << shift;
            if (next < 0 || shift > 21) {
                throw new EOFException("the length of a message is cut short, or too great");
            }
        }
        if (length > MOST_BYTES) {
            throw new TrackException("a message is longer than 1 MiB");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("a message is cut short");
        }
        return new WireMessage(ByteBuffer.wrap(bytes));
    }

    private void readHeader(WireMessage header) throws TrackException {
        while (header.next()) {
            if (header.field() == 3) {
                feedTime = header.unsigned();
            }
        }
    }

    /** The point of an entity; null if it tells of no vehicle's position. */
    private @Nullable TrackItem point(WireMessage entity) throws TrackException {
        String id = "";
        PointDraft draft = null;
        while (entity.next()) {
            if (entity.field() == 1) {
                id = entity.text();
            } else if (entity.field() == 4) {
                draft = vehicle(entity.message());
            }
        }
        if (draft == null) {
            return null;
        }
        draft.client = draft.client == null ? id : draft.client;
        return draft.finish("entity " + number);
    }

    private PointDraft vehicle(WireMessage vehicle) throws TrackException {
        var draft = new PointDraft();
        long seconds = feedTime;
        while (vehicle.next()) {
            switch (vehicle.field()) {
                case 2 -> position(vehicle.message(), draft);
                case 5 -> seconds = vehicle.unsigned();
                case 8 -> draft.client = name(vehicle.message());
                default -> {
                    // Trips and stops.
                }
            }
        }
        if (seconds != 0) {
            draft.time(Long.toUnsignedString(seconds));
        }
        return draft;
    }

    private static void position(WireMessage position, PointDraft draft) throws TrackException {
        while (position.next()) {
            switch (position.field()) {
                case 1 -> draft.latitude = position.decimal();
                case 2 -> draft.longitude = position.decimal();
                case 3 -> draft.course = position.decimal();
                case 5 -> draft.speed = position.decimal();
                default -> {
                    // The odometer.
                }
            }
        }
    }

    /** A vehicle's id, or else its label; null where it has neither. */
    private static @Nullable String name(WireMessage descriptor) throws TrackException {
        String id = "";
        String label = "";
        while (descriptor.next()) {
            if (descriptor.field() == 1) {
                id = descriptor.text();
            } else if (descriptor.field() == 2) {
                label = descriptor.text();
            }
        }
        String name = id.isEmpty() ? label : id;
        return name.isEmpty() ? null : name;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
