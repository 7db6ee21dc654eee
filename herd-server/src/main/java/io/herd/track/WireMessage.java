package io.herd.track;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The fields of a message in the wire format of protocol buffers, one after the other. By hand, since the classes that are published for
 * GTFS-realtime are of a generator whose parsers can be brought down by small messages, and need 2 MB of library.
 */
final class WireMessage {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private static final int TYPE_BITS = 3;
    private static final int VARINT_BITS = 7;
    private static final int LONG_BITS = 64;

    private final ByteBuffer in;
    private int field;
    private int type;
    private long number;
    private ByteBuffer bytes;

    WireMessage(ByteBuffer message) {
        in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
        bytes = in;
    }

    /**
     * Goes to the next field; false at the end.
     *
     * @throws TrackException if the message is broken
     */
    boolean next() throws TrackException {
        if (!in.hasRemaining()) {
            return false;
        }
        int tag = (int) varint();
        field = tag >>> TYPE_BITS;
        type = tag & (1 << TYPE_BITS) - 1;
        switch (type) {
            case VARINT -> number = varint();
            case FIXED_64 -> number = in.position(skip(Long.BYTES)).getLong(in.position() - Long.BYTES);
            case BYTES -> {
                long length = varint();
                int end = skip(length);
                bytes = in.slice(in.position(), (int) length);
                in.position(end);
            }
            case FIXED_32 -> number = in.position(skip(Integer.BYTES)).getInt(in.position() - Integer.BYTES);
            default -> throw new TrackException("a field has an unknown type");
        }
        return true;
    }

    private long varint() throws TrackException {
        long value = 0;
        for (int shift = 0; shift < LONG_BITS; shift += VARINT_BITS) {
            byte next = in.get(skip(1) - 1);
            in.position(in.position() + 1);
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new TrackException("a number is too long");
    }

    /** Where so many bytes end. */
    private int skip(long count) throws TrackException {
        if (count < 0 || count > in.remaining()) {
            throw new TrackException("a field is cut short");
        }
        return in.position() + (int) count;
    }

    /** The number of the field. */
    int field() {
        return field;
    }

    /** An unsigned integer; 0 if the field is none. */
    long unsigned() {
        return type == VARINT ? number : 0;
    }

    /** A decimal without the digits that a double would add to the float; NaN if the field is none. */
    double decimal() {
        return type == FIXED_32 ? PointDraft.number(Float.toString(Float.intBitsToFloat((int) number))) : Double.NaN;
    }

    /** A text; empty if the field is none. */
    String text() {
        return type == BYTES ? StandardCharsets.UTF_8.decode(bytes.slice()).toString() : "";
    }

    /** The message in the field; an empty one if the field has none. */
    WireMessage message() {
        return new WireMessage(type == BYTES ? bytes : ByteBuffer.allocate(0));
    }
}
