package io.herd.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleConsumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * An open-loop load: commands are due at fixed times, whatever the replies do, and each latency counts from when the command
 * was due, not from when it could be sent. So a server that stalls delays every command that falls due meanwhile, and none
 * is omitted. One thread wakes up every 0.1 ms or so and sends what is due; the thread that runs the load reads the
 * replies.
 */
public final class OpenLoad implements AutoCloseable {
    private static final int READ_SIZE = 256 * 1024;
    /** The sender sleeps for at least so long; the kernel adds some 0.05 ms. */
    private static final long TICK_NANOS = 50_000;
    /** The longest sleep of the sender, and, in ms, of the reader: then they see whether the load is over. */
    private static final long LOOK_NANOS = 10_000_000;

    private static final long LOOK_MILLIS = 10;

    private final Plan plan;
    private final Schedule schedule;
    private final List<OpenTalker> talkers = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final Histogram latencies = Times.histogram();
    private volatile boolean isOver;
    private long start;

    private OpenLoad(Plan plan, int perSecond) throws IOException {
        this.plan = plan;
        schedule = Schedule.of(perSecond, plan.connections(), plan.time());
    }

    /**
     * Puts a load on servers, whose commands get one reply each; blocks until all replies are there, but after the last
     * command was due no longer than the load took.
     *
     * @param plan what to send; its depth does not matter
     * @param perSecond how many commands are due in a second, on all connections together
     * @param progress is told how far it has come, from 0 to 1
     * @throws IOException if a server cannot be reached, or closes a connection
     */
    public static OpenResult run(Plan plan, int perSecond, DoubleConsumer progress) throws IOException {
        try (var load = new OpenLoad(plan, perSecond)) {
            load.connect();
            return load.run(progress);
        }
    }

    private void connect() throws IOException {
        var in = ByteBuffer.allocateDirect(READ_SIZE);
        for (int i = 0; i < plan.connections(); i++) {
            var target = plan.targets().get(i % plan.targets().size());
            var talker = OpenTalker.connect(target, plan.dialect(), schedule, i, in);
            talkers.add(talker);
            talker.channel().register(selector, SelectionKey.OP_READ, talker);
        }
    }

    private OpenResult run(DoubleConsumer progress) throws IOException {
        start = System.nanoTime();
        try (ExecutorService sender = Executors.newSingleThreadExecutor()) {
            Future<@Nullable Void> sending = sender.submit(this::send);
            long answered;
            try {
                answered = hear(progress);
            } finally {
                isOver = true;
            }
            long end = now();
            await(sending);
            talkers.forEach(talker -> talker.giveUp(end, latencies));
            long refused = talkers.stream().mapToLong(OpenTalker::refused).sum();
            return new OpenResult(
                    schedule.commands(), answered, refused, plan.time(), Duration.ofNanos(end), latencies);
        }
    }

    private long now() {
        return System.nanoTime() - start;
    }

    private @Nullable Void send() throws IOException {
        while (!isOver) {
            long now = now();
            for (OpenTalker talker : talkers) {
                talker.send(now, plan.clients());
            }
            LockSupport.parkNanos(Math.clamp(schedule.pauseAfter(now), TICK_NANOS, LOOK_NANOS));
        }
        return null;
    }

    /** Reads replies until all are there, or it takes too long; returns how many they were. */
    private long hear(DoubleConsumer progress) throws IOException {
        long answered = 0;
        while (answered < schedule.commands() && now() < 2 * plan.time().toNanos()) {
            selector.select(LOOK_MILLIS);
            for (SelectionKey key : selector.selectedKeys()) {
                answered += ((OpenTalker) key.attachment()).hear(start, latencies);
            }
            selector.selectedKeys().clear();
            progress.accept((double) now() / plan.time().toNanos());
        }
        return answered;
    }

    private static void await(Future<@Nullable Void> sending) throws IOException {
        try {
            var _ = sending.get();
        } catch (ExecutionException e) {
            throw new IOException("a server could not be sent a command", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptedIOException(e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (OpenTalker talker : talkers) {
            talker.close();
        }
    }
}
