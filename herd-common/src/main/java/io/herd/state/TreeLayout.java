package io.herd.state;

import io.herd.protocol.Prefix;

/**
 * Where clients are kept in the Merkle tree: a client's leaf is given by the first digits of its hash. The leaves are spread over
 * shards, by the first half of those digits; the leaves of a shard follow each other.
 *
 * @param digits how many digits of its clients' hashes a leaf stands for
 */
record TreeLayout(int digits) {
    /** How many bits of a hash tell the shard. */
    private int shardBits() {
        return Prefix.BITS * digits / 2;
    }

    /** How many bits after those tell the leaf within it. */
    private int leafBits() {
        return Prefix.BITS * digits - shardBits();
    }

    int shards() {
        return 1 << shardBits();
    }

    /** How many leaves a shard has. */
    int leavesOfShard() {
        return 1 << leafBits();
    }

    /** The shard of a client, by its hash. */
    int shard(long clientHash) {
        return (int) (clientHash >>> (Long.SIZE - shardBits()));
    }

    /** The bits of a client's hash after those that tell the shard. */
    int hashWithin(long clientHash) {
        return (int) ((clientHash << shardBits()) >>> Integer.SIZE);
    }

    /** As much of a client's hash as is known from any leaf of its shard, and the hash within it. */
    long clientHash(int leaf, int hashWithin) {
        long shard = Integer.toUnsignedLong(shardOf(leaf));
        return shard << (Long.SIZE - shardBits()) | Integer.toUnsignedLong(hashWithin) << (Integer.SIZE - shardBits());
    }

    int shardOf(int leaf) {
        return leaf >>> leafBits();
    }

    /** The number of a leaf within its shard. */
    int within(int leaf) {
        return leaf & (leavesOfShard() - 1);
    }

    int firstLeaf(Prefix node) {
        return node.value() * leaves(node);
    }

    /** How many leaves are below a node. */
    int leaves(Prefix node) {
        return 1 << (Prefix.BITS * (digits - node.digits()));
    }
}
