package io.herd.state;

import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The reports of the clients whose hashes begin alike, and their digest. A hash table with linear probing, from which
 * nothing is ever taken out: at a million clients it costs some ten bytes for each. Safe for any number of threads.
 */
final class Leaf {
    private static final @Nullable Report[] EMPTY = new Report[1];

    /** At least one place is free; the length is a power of two. */
    private @Nullable Report[] table = EMPTY;

    private int size;

    private volatile long digest;

    /** The digest, with or without changes under way. */
    long digest() {
        return digest;
    }

    synchronized @Nullable Report find(long hash, Bytes client) {
        return table[slot(hash, client)];
    }

    synchronized List<Report> reports() {
        return Arrays.stream(table).filter(Objects::nonNull).toList();
    }

    /**
     * Puts a report in the place of its client's last one.
     *
     * @param hash of its client
     * @param change what it does to the digest
     * @param hashOf the hash of a report's client
     */
    synchronized void put(Report report, long hash, long change, ToLongFunction<Report> hashOf) {
        int slot = slot(hash, report.client());
        if (table[slot] == null) {
            size++;
            if (size * 4 > table.length * 3) {
                grow(hashOf);
                slot = slot(hash, report.client());
            }
        }
        table[slot] = report;
        digest = digest ^ change;
    }

    private void grow(ToLongFunction<Report> hashOf) {
        @Nullable Report[] old = table;
        table = new Report[old.length * 2];
        for (Report report : old) {
            if (report != null) {
                table[slot(hashOf.applyAsLong(report), report.client())] = report;
            }
        }
    }

    private int slot(long hash, Bytes client) {
        int mask = table.length - 1;
        int slot = (int) hash & mask;
        for (Report there = table[slot]; there != null && !there.client().equals(client); there = table[slot]) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
