package io.herd.state;

import io.herd.protocol.Bytes;

/**
 * SipHash-2-4: 64-bit hashes under a key. Whoever does not know the key can neither aim many clients at one leaf nor make
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
        long v0 = k0 ^ 0x736f6d6570736575L;
        long v1 = k1 ^ 0x646f72616e646f6dL;
        long v2 = k0 ^ 0x6c7967656e657261L;
        long v3 = k1 ^ 0x7465646279746573L;
        int whole = bytes.length() & ~7;
        for (int at = 0; at <= whole + 8; at += 8) {
            boolean isEnd = at > whole;
            long word = isEnd ? 0 : at < whole ? bytes.longAt(at) : lastWord(bytes, at);
            v3 ^= word;
            v2 ^= isEnd ? 0xff : 0;
            for (int round = isEnd ? 4 : 2; round > 0; round--) {
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
            }
            v0 ^= word;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    /** The bytes behind the last whole word, and the length's lowest byte on top. */
    private static long lastWord(Bytes bytes, int from) {
        long word = (long) bytes.length() << 56;
        for (int at = from; at < bytes.length(); at++) {
            word |= (long) bytes.charAt(at) << (8 * (at - from));
        }
        return word;
    }
}
