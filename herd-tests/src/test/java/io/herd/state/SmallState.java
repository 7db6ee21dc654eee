package io.herd.state;

import io.herd.protocol.Bytes;
import io.herd.protocol.RecordKind;
import io.herd.protocol.Report;
import java.util.Comparator;
import java.util.function.ToLongFunction;

/** States with so few leaves that thousands of them are cheap, and with hashes, orders and lifetimes that may be wrong. */
public final class SmallState {
    /** The digest's tree still has an inner level. */
    private static final int DIGITS = 2;

    /** Tells which records are expired. */
    @FunctionalInterface
    public interface Rule {
        /**
         * Whether a record is expired at a horizon.
         *
         * @param timeNanos the time that stands in it
         */
        boolean isExpired(long timeNanos, RecordKind kind, long horizon);
    }

    private SmallState() {}

    /** The hash that a sound state has. */
    public static long hash(SipHash key, Bytes bytes) {
        return key.hash(bytes);
    }

    /** By which a sound state forgets. */
    public static Rule rule(Expiry expiry) {
        return expiry::isExpired;
    }

    /**
     * A state that knows nobody.
     *
     * @param mostClients how many clients it keeps at most, and how many fences
     * @param mostBytes how many bytes it allocates for them at most
     */
    public static HerdState of(
            ToLongFunction<Bytes> hash,
            Comparator<Report> order,
            int mostClients,
            long mostBytes,
            Expiry expiry,
            Rule rule) {
        return new HerdState(
                hash,
                DIGITS,
                (fresh, records, address) -> order.compare((Report) fresh, records.read(address)) > 0,
                new Capacity(mostClients, mostClients, mostBytes),
                expiry,
                rule::isExpired);
    }
}
