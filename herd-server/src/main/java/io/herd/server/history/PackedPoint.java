package io.herd.server.history;

import io.herd.protocol.Bytes;
import io.herd.protocol.Readings;
import java.nio.ByteBuffer;

/**
 * A {@link HistoryPoint} as a few bytes: its time, a bit for each reading that is known, those readings in hundredths, seven bits to a byte
 * and the lowest first, and the location.
 */
final class PackedPoint {
    private static final int READINGS = 5;
    private static final int LONGEST_NUMBER = 10;
    private static final double HUNDREDTHS = 100;
    private static final int MORE = 0x80;
    private static final int BITS = 7;

    private PackedPoint() {}

    static byte[] of(HistoryPoint point) {
        Bytes location = point.location();
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES + 1 + READINGS * LONGEST_NUMBER + location.length());
        double[] numbers = numbers(point.readings());
        out.putLong(point.timeNanos()).put(known(numbers));
        for (double number : numbers) {
            if (!Double.isNaN(number)) {
                write(Math.round(number * HUNDREDTHS), out);
            }
        }
        out.put(location.toByteBuffer()).flip();
        var packed = new byte[out.remaining()];
        out.get(packed);
        return packed;
    }

    private static double[] numbers(Readings readings) {
        return new double[] {
            readings.accuracy(), readings.altitude(), readings.speed(), readings.course(), readings.battery()
        };
    }

    private static byte known(double... numbers) {
        int known = 0;
        for (int i = 0; i < READINGS; i++) {
            known |= Double.isNaN(numbers[i]) ? 0 : (1 << i);
        }
        return (byte) known;
    }

    /** Small numbers of either sign take few bytes. */
    private static void write(long number, ByteBuffer out) {
        long rest = (number << 1) ^ (number >> (Long.SIZE - 1));
        while (rest >= MORE) {
            out.put((byte) (rest | MORE));
            rest >>>= BITS;
        }
        out.put((byte) rest);
    }

    private static long read(ByteBuffer in) {
        long number = 0;
        byte next;
        int shift = 0;
        do {
            next = in.get();
            number |= (long) (next & (MORE - 1)) << shift;
            shift += BITS;
        } while (next < 0);
        return (number >>> 1) ^ -(number & 1);
    }

    static HistoryPoint point(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        long time = in.getLong();
        int known = in.get();
        var numbers = new double[READINGS];
        for (int i = 0; i < READINGS; i++) {
            numbers[i] = (known & (1 << i)) == 0 ? Double.NaN : read(in) / HUNDREDTHS;
        }
        Readings readings = known == 0
                ? Readings.NONE
                : new Readings(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], "");
        return new HistoryPoint(time, Bytes.view(packed, in.position(), packed.length), readings);
    }

    static long time(byte[] packed) {
        return ByteBuffer.wrap(packed).getLong();
    }

    /** How many readings are known. */
    static int readings(byte[] packed) {
        return Integer.bitCount(packed[Long.BYTES]);
    }
}
