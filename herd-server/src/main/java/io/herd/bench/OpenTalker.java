package io.herd.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** One connection of an open-loop load. One thread sends what is due, another reads the replies. */
final class OpenTalker implements AutoCloseable {
    /** What is due beyond that waits until the socket has taken these. */
    private static final int MOST_AT_ONCE = 256;

    private final Talker talker;
    private final Schedule schedule;
    private final int index;
    private final SplittableRandom random;
    /** The sender's. */
    private long sent;
    /** The reader's. */
    private long answered;

    private OpenTalker(Talker talker, Schedule schedule, int index) {
        this.talker = talker;
        this.schedule = schedule;
        this.index = index;
        random = new SplittableRandom(index);
    }

    /**
     * Connects.
     *
     * @param index the number of this connection in the schedule
     * @param in for what is read, and forgotten at once: others may use it in between
     */
    static OpenTalker connect(InetSocketAddress target, Dialect dialect, Schedule schedule, int index, ByteBuffer in)
            throws IOException {
        if (dialect.replies(1) != 1 || dialect.greetingReplies() > 0) {
            throw new IllegalArgumentException("each command must have one reply, and nothing else may be said");
        }
        return new OpenTalker(Talker.connect(target, dialect, MOST_AT_ONCE, in), schedule, index);
    }

    SocketChannel channel() {
        return talker.channel();
    }

    /** Sends what is due and not yet sent, as far as the socket takes it. */
    void send(long now, int clients) throws IOException {
        if (!talker.isFlushed()) {
            talker.flush();
        }
        for (long due = schedule.dueBy(index, now); sent < due && talker.isFlushed(); ) {
            int commands = (int) Math.min(MOST_AT_ONCE, due - sent);
            for (int i = 0; i < commands; i++) {
                talker.add(random.nextInt(clients), schedule.number(index, sent++));
            }
            talker.send(commands);
        }
    }

    /** Reads what has come, and records the latency of each reply; returns how many they were. */
    long hear(long start, Histogram latencies) throws IOException {
        if (!talker.read()) {
            throw new EOFException("a server closed a connection during a load");
        }
        return record(talker.replies(), System.nanoTime() - start, latencies);
    }

    /** Records the latencies that commands without a reply have reached by the end. */
    void giveUp(long end, Histogram latencies) {
        long _ = record(schedule.dueBy(index, end), end, latencies);
    }

    private long record(long replies, long now, Histogram latencies) {
        long before = answered;
        for (; answered < replies; answered++) {
            long due = schedule.dueAt(schedule.number(index, answered));
            latencies.recordValue(Times.bounded(now - due));
        }
        return answered - before;
    }

    /** How many commands were refused. */
    long refused() {
        return talker.complaints();
    }

    @Override
    public void close() throws IOException {
        talker.close();
    }
}
