package io.herd.state;

import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The Merkle tree over all reports of a store. A leaf holds the reports of the clients whose hashes begin with its digits. A
 * node's digest is the exclusive or of the hashes of all reports below it; where two servers' digests of a node agree, so do
 * their reports. Safe for any number of threads.
 */
public final class MerkleTree {
    /** How many digits of its clients' hashes a leaf stands for. */
    public static final int DIGITS = 4;

    /** Odd, so that it leads to every leaf, and the golden section of 2^16, so that it leads everywhere soon. */
    private static final int STRIDE = 40_503;

    private final Shards shards;
    private final TreeLayout layout;

    MerkleTree(Shards shards) {
        this.shards = shards;
        this.layout = shards.layout();
    }

    /** The digest of all that is known; 0 if that is nothing. Goes through all shards. */
    public long root() {
        return digest().root();
    }

    /** The same, with the horizon by which it was made. */
    public RootDigest digest() {
        return shards.digest();
    }

    /** Whether there is such a node. */
    public boolean isNode(Prefix node) {
        return node.digits() <= layout.digits();
    }

    /** Whether a node has reports instead of children. */
    public boolean isLeaf(Prefix node) {
        return node.digits() == layout.digits();
    }

    /** The digests of a node's children. */
    public long[] children(Prefix node) {
        var digests = new long[Prefix.FANOUT];
        int leaves = layout.leaves(node) / Prefix.FANOUT;
        int first = layout.firstLeaf(node);
        for (int child = 0; child < Prefix.FANOUT; child++) {
            digests[child] = shards.digest(first + child * leaves, leaves);
        }
        return digests;
    }

    /**
     * The newest reports, and tombstones, of all clients below a node, leaf by leaf, while they may change. The leaves come in an order that
     * leaves no part of them for last: a server that is told in the order of the hashes would fill its index from one end, and
     * search ever longer for the next free slot.
     */
    public Stream<Report> reports(Prefix node) {
        int last = layout.leaves(node) - 1;
        int first = layout.firstLeaf(node);
        return IntStream.rangeClosed(0, last)
                .map(number -> first + (number * STRIDE & last))
                .boxed()
                .flatMap(leaf -> shards.reports(leaf).stream());
    }

    /** The hash of a report, which it gives to the digests of its leaf and of all nodes above. */
    public long hash(Report report) {
        return shards.hash(report.line());
    }

    /** The hashes of a leaf's reports, in any order. */
    public long[] hashes(Prefix leaf) {
        return shards.hashes(layout.firstLeaf(leaf));
    }
}
