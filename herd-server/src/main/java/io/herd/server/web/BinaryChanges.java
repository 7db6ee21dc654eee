package io.herd.server.web;

import io.herd.geo.Box;
import io.herd.geo.CellCounts;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.server.watch.Change;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/** A message of the subprotocol {@code herd.binary.1}: what has changed of a subscription, as docs/api.md describes it. */
final class BinaryChanges {
    private static final byte CHANGES = 1;
    private static final byte CELLS = 2;

    private static final double DEGREES_DIGITS = 1e7;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_TENTH = 100_000_000;

    private final InterestSubscription subscription;
    private final long now;
    private final IntSupplier numbers;
    private final Section names = new Section();
    private final Section reports = new Section();
    private final Section left = new Section();
    private final Section gone = new Section();

    /** Some entries behind their number. */
    private static final class Section {
        private final Buffer entries = Buffer.buffer();
        private int count;

        Buffer next() {
            count++;
            return entries;
        }

        void writeTo(Buffer out) {
            out.appendUnsignedShort(count).appendBuffer(entries);
        }
    }

    /**
     * A message without changes.
     *
     * @param now the server's clock in ns
     * @param numbers gives a number to a client that has none
     */
    BinaryChanges(InterestSubscription subscription, long now, IntSupplier numbers) {
        this.subscription = subscription;
        this.now = now;
        this.numbers = numbers;
    }

    void add(Bytes client, Change change) {
        switch (change) {
            case Change.Reported(var report) -> add(client, report);
            case Change.Left _ -> remove(client, left);
            case Change.Gone _ -> remove(client, gone);
        }
    }

    private void add(Bytes client, Report report) {
        Integer known = subscription.number(client);
        int number = known == null ? numbers.getAsInt() : known;
        if (known == null) {
            subscription.tell(client, number);
            byte[] name = new byte[client.length()];
            client.copyTo(name, 0);
            names.next().appendInt(number).appendUnsignedShort(name.length).appendBytes(name);
        }
        reports.next()
                .appendInt(number)
                .appendInt(fixed(report.position().latitude()))
                .appendInt(fixed(report.position().longitude()))
                .appendInt(tenths(now - report.timeNanos()));
    }

    /** Of a client that it was not told of the other side need not hear. */
    private void remove(Bytes client, Section section) {
        Integer number = subscription.tellLeft(client);
        if (number != null) {
            section.next().appendInt(number);
        }
    }

    Buffer buffer() {
        Buffer out = head(CHANGES, subscription, now);
        names.writeTo(out);
        reports.writeTo(out);
        left.writeTo(out);
        gone.writeTo(out);
        return out;
    }

    /** How many clients are where, instead of their positions. */
    static Buffer cells(InterestSubscription subscription, long now, CellCounts cells) {
        Box box = cells.box();
        Buffer out = head(CELLS, subscription, now)
                .appendInt(fixed(box.west()))
                .appendInt(fixed(box.south()))
                .appendInt(fixed(box.east()))
                .appendInt(fixed(box.north()))
                .appendUnsignedShort(cells.columns())
                .appendUnsignedShort(cells.rows());
        for (int count : cells.counts()) {
            out.appendInt(count);
        }
        return out;
    }

    private static Buffer head(byte kind, Subscription subscription, long now) {
        byte[] id = subscription.id().getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer()
                .appendByte(kind)
                .appendUnsignedByte((short) id.length)
                .appendBytes(id)
                .appendLong(now / NANOS_PER_MILLI);
    }

    private static int fixed(double degrees) {
        return (int) Math.rint(degrees * DEGREES_DIGITS);
    }

    private static int tenths(long nanos) {
        return Math.clamp(nanos / NANOS_PER_TENTH, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
