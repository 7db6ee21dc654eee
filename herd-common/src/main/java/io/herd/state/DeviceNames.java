package io.herd.state;

import io.herd.protocol.Bytes;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The names of the clients of which there are readings or cards: phones and the like, among all. Safe for any number of threads. */
final class DeviceNames {
    /** About what a name takes besides its own bytes. */
    private static final int NAME_BYTES = 120;

    private final NavigableSet<Bytes> names = new ConcurrentSkipListSet<>();
    private final Capacity capacity;

    /** @param capacity what the names take counts there, beside the records that they are of */
    DeviceNames(Capacity capacity) {
        this.capacity = capacity;
    }

    /**
     * What is known of a device has changed.
     *
     * @param isKnown tells whether there is something by now: whoever comes last sees the last change
     */
    void changed(Bytes client, Predicate<Bytes> isKnown) {
        if (!names.contains(client) || !isKnown.test(client)) {
            update(client.copy(), isKnown);
        }
    }

    private synchronized void update(Bytes client, Predicate<Bytes> isKnown) {
        if (!isKnown.test(client)) {
            if (names.remove(client)) {
                capacity.charge(-bytes(client));
            }
        } else if (names.add(client)) {
            capacity.charge(bytes(client));
        }
    }

    private static long bytes(Bytes client) {
        return (long) NAME_BYTES + client.length();
    }

    /** Those that begin so, in their order; they may change. */
    Stream<Bytes> beginning(Bytes stem) {
        return names.tailSet(stem, true).stream()
                .takeWhile(name -> name.length() >= stem.length()
                        && name.subSequence(0, stem.length()).equals(stem));
    }

    /** Removes those of which nothing is known any more. */
    synchronized void sweep(Predicate<Bytes> isKnown) {
        for (Iterator<Bytes> all = names.iterator(); all.hasNext(); ) {
            Bytes client = all.next();
            if (!isKnown.test(client)) {
                all.remove();
                capacity.charge(-bytes(client));
            }
        }
    }
}
