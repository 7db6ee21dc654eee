package io.herd.state;

import io.herd.protocol.Bytes;

/**
 * SipHash-1-3: 64-bit hashes under a key. Whoever does not know the key can neither aim many clients at one leaf nor make
 * reports whose hashes cancel out.
 */
public final class SipHash {
    private final long k0;
    private final long k1;

    /** A hash under a key of 128 bits, its first eight bytes in {@code k0}, as little-endian numbers. */
    public SipHash(long k0, long k1) {
        this.k0 = k0;
        this.k1 = k1;
    }

    long hash(Bytes bytes) {
        var rounds = new Rounds(k0, k1);
        int whole = bytes.length() & -Long.BYTES;
        for (int at = 0; at < whole; at += Long.BYTES) {
            rounds.add(bytes.wordAt(at));
        }
        // The rest, and the length's lowest byte on top.
        rounds.add(((long) bytes.length() << 56) | bytes.wordAt(whole));
        return rounds.finish();
    }

    /** The algorithm's state. It never leaves {@link #hash}, so that it costs no memory. */
    private static final class Rounds {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        Rounds(long k0, long k1) {
            v0 = k0 ^ 0x736f6d6570736575L;
            v1 = k1 ^ 0x646f72616e646f6dL;
            v2 = k0 ^ 0x6c7967656e657261L;
            v3 = k1 ^ 0x7465646279746573L;
        }

        void add(long word) {
            v3 ^= word;
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
            v0 ^= word;
        }

        long finish() {
            v2 ^= 0xff;
            add(0);
            add(0);
            add(0);
            return v0 ^ v1 ^ v2 ^ v3;
        }
    }
}
