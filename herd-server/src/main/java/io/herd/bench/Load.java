package io.herd.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import org.HdrHistogram.Histogram;

/**
 * A closed-loop load in one thread: each connection sends a batch of commands, waits for all replies, and sends the next.
 * It measures service times: while a server stalls, nothing is sent that could be late as well, so a stall counts once a
 * connection, however long it lasts (coordinated omission). For latencies, see {@link OpenLoad}. Plain Java, not Vert.x: what
 * measures shares nothing with what is measured.
 */
public final class Load implements AutoCloseable {
    /** How many rounds go by between two looks at how far it has come. */
    private static final int ROUNDS = 1_024;

    /** As much as a server can have ready. There is one for all connections, since one thread reads them. */
    private static final int READ_SIZE = 256 * 1024;

    private final Plan plan;
    private final SplittableRandom random = new SplittableRandom(1);
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_SIZE);
    private final List<Talker> talkers = new ArrayList<>();
    private final Selector selector;
    private Histogram serviceTimes = Times.histogram();
    /** How many commands were sent in all runs, and in those before this one. */
    private long sent;

    private long sentBefore;
    private long start;
    private boolean isOver;

    private Load(Plan plan) throws IOException {
        this.plan = plan;
        selector = Selector.open();
    }

    /**
     * Puts a load on servers; blocks until all replies are there.
     *
     * @param progress is told how far it has come, from 0 to 1
     * @throws IOException if a server cannot be reached, or closes a connection
     */
    public static LoadResult run(Plan plan, DoubleConsumer progress) throws IOException {
        try (Load load = open(plan)) {
            return load.run(progress);
        }
    }

    /**
     * Opens the connections of a load, and sends nothing yet.
     *
     * @throws IOException if a server cannot be reached
     */
    public static Load open(Plan plan) throws IOException {
        var load = new Load(plan);
        try {
            for (int i = 0; i < plan.connections(); i++) {
                load.connect(plan.targets().get(i % plan.targets().size()));
            }
            return load;
        } catch (IOException e) {
            load.close();
            throw e;
        }
    }

    private void connect(InetSocketAddress target) throws IOException {
        var talker = Talker.connect(target, plan.dialect(), plan.depth(), in);
        talkers.add(talker);
        talker.channel().register(selector, SelectionKey.OP_READ, talker);
    }

    /**
     * Puts the load on the servers, once more if it was before; blocks until all replies are there.
     *
     * @param progress is told how far it has come, from 0 to 1
     * @throws IOException if a server closes a connection
     */
    public LoadResult run(DoubleConsumer progress) throws IOException {
        serviceTimes = Times.histogram();
        sentBefore = sent;
        isOver = false;
        long refusedBefore = refused();
        start = System.nanoTime();
        int talking = 0;
        for (Talker talker : talkers) {
            talking += sendBatch(talker) ? 1 : 0;
        }
        converse(talking, progress);
        long end = System.nanoTime();
        return new LoadResult(commands(), refused() - refusedBefore, Duration.ofNanos(end - start), serviceTimes);
    }

    /** How many commands this run has sent. */
    private long commands() {
        return sent - sentBefore;
    }

    private long refused() {
        return talkers.stream().mapToLong(Talker::complaints).sum();
    }

    private void converse(int everybody, DoubleConsumer progress) throws IOException {
        int talking = everybody;
        for (int round = 0; talking > 0; round++) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                var talker = (Talker) key.attachment();
                if (key.isWritable()) {
                    talker.flush();
                }
                if (key.isReadable() && hear(talker) && !sendBatch(talker)) {
                    talking--;
                }
                key.interestOps(
                        talker.isFlushed() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
            selector.selectedKeys().clear();
            if (round % ROUNDS == 0) {
                progress.accept(Math.max(
                        (double) commands() / plan.commands(),
                        (double) (System.nanoTime() - start) / plan.time().toNanos()));
            }
        }
    }

    /** Reads what there is; true once the whole batch is answered. */
    private boolean hear(Talker talker) throws IOException {
        int before = talker.missing();
        if (!talker.read()) {
            throw new EOFException("a server closed a connection during a load");
        }
        int came = before - talker.missing();
        if (came > 0) {
            serviceTimes.recordValueWithCount(Times.bounded(System.nanoTime() - talker.sentAt()), came);
        }
        // Fewer than none, where a server speaks unasked, as NATS does to see whether its clients live.
        return talker.missing() <= 0;
    }

    /** Sends the next batch; false if the load is over. */
    private boolean sendBatch(Talker talker) throws IOException {
        isOver |= commands() >= plan.commands()
                || System.nanoTime() - start >= plan.time().toNanos();
        if (isOver) {
            return false;
        }
        int commands = (int) Math.min(plan.depth(), plan.commands() - commands());
        for (int i = 0; i < commands; i++) {
            int client = plan.isInTurn() ? (int) commands() : random.nextInt(plan.clients());
            talker.add(client, sent++);
        }
        talker.send(commands);
        return true;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (Talker talker : talkers) {
            talker.close();
        }
    }
}
