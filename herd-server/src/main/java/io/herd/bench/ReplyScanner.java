package io.herd.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Counts replies in a stream of bytes, eight at a time: the load must cost less than what it measures. Confined to one
 * connection.
 */
final class ReplyScanner {
    private static final long ONES = 0x0101010101010101L;
    private static final long LOWS = 0x7f * ONES;
    private static final int LF = '\n';

    private final boolean countsEmptyLines;
    private final int complaint;
    /** Whether the last byte was an LF, or nothing has come: a line begins. */
    private boolean atLineStart = true;

    private long replies;
    private long complaints;

    ReplyScanner(Dialect dialect) {
        countsEmptyLines = dialect.ending() == Dialect.Ending.EMPTY_LINE;
        complaint = dialect.complaint();
    }

    /** How many replies have ended so far. A complaint is one, however others end. */
    long replies() {
        return replies;
    }

    /** Of these, how many refuse a command. */
    long complaints() {
        return complaints;
    }

    /** Takes the bytes of a buffer, from 0 to its position. */
    void scan(ByteBuffer buffer) {
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        for (int end = buffer.position() - 7; at < end; at += 8) {
            long word = buffer.getLong(at);
            count(matches(word, LF), word);
        }
        for (; at < buffer.position(); at++) {
            int last = buffer.get(at) & 0xff;
            count(last == LF ? 0x80 : 0, last);
            atLineStart = last == LF;
        }
    }

    /** @param ends the high bit of each byte of the word that is an LF */
    private void count(long ends, long word) {
        long starts = ends << 8 | (atLineStart ? 0x80 : 0);
        long refusals = starts & matches(word, complaint);
        complaints += Long.bitCount(refusals);
        replies += countsEmptyLines ? Long.bitCount(starts & ends) + Long.bitCount(refusals) : Long.bitCount(ends);
        atLineStart = ends < 0;
    }

    /** The high bit of each byte of a word that is a given one. */
    private static long matches(long word, int wanted) {
        long difference = word ^ wanted * ONES;
        return ~((difference & LOWS) + LOWS | difference | LOWS);
    }
}
