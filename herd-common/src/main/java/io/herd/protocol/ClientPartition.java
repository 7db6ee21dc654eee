package io.herd.protocol;

/**
 * Which partition of a topic a client belongs to, with all records about it: the one that Kafka's tools choose for a record whose key is
 * the client's name, so that they find it. It is the positive part of the name's murmur2 hash, modulo the number of partitions.
 */
public final class ClientPartition {
    private static final int SEED = 0x9747b28c;
    private static final int MULTIPLIER = 0x5bd1e995;

    private ClientPartition() {}

    /**
     * The partition of a client, or of a fence.
     *
     * @param client its name, not that of a note about it: see {@link RecordKind#subject}
     * @param partitions how many there are, at least one
     */
    public static int of(Bytes client, int partitions) {
        return (murmur2(client) & Integer.MAX_VALUE) % partitions;
    }

    /** The same for any record: its client's, or its fence's. */
    public static int of(ReportLine record, int partitions) {
        return of(record.kind().subject(record.client()), partitions);
    }

    /** The 32-bit MurmurHash2, with Kafka's seed. */
    static int murmur2(Bytes bytes) {
        int whole = bytes.length() & ~3;
        int hash = SEED ^ bytes.length();
        for (int i = 0; i < whole; i += Integer.BYTES) {
            int word = (int) bytes.wordAt(i) * MULTIPLIER;
            hash = hash * MULTIPLIER ^ (word ^ word >>> 24) * MULTIPLIER;
        }
        if (whole < bytes.length()) {
            hash = (hash ^ (int) bytes.wordAt(whole)) * MULTIPLIER;
        }
        hash = (hash ^ hash >>> 13) * MULTIPLIER;
        return hash ^ hash >>> 15;
    }
}
