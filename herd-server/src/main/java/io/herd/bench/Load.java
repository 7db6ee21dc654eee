package io.herd.bench;

import java.io.EOFException;
import java.io.IOException;
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
 * Plain Java, not Vert.x: what measures shares nothing with what is measured.
 */
public final class Load {
    /** Latencies from 1 us to a minute, to three digits. */
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    /** How many rounds go by between two looks at how far it has come. */
    private static final int ROUNDS = 1_024;

    private final Plan plan;
    private final DoubleConsumer progress;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Histogram latencies = new Histogram(LONGEST, 3);
    private long sent;
    private long refused;
    private long start;
    private boolean isOver;

    private Load(Plan plan, DoubleConsumer progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Puts a load on servers; blocks until all replies are there.
     *
     * @param progress is told how far it has come, from 0 to 1
     * @throws IOException if a server cannot be reached, or closes a connection
     */
    public static Outcome run(Plan plan, DoubleConsumer progress) throws IOException {
        return new Load(plan, progress).run();
    }

    private Outcome run() throws IOException {
        List<Talker> talkers = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < plan.connections(); i++) {
                var talker =
                        Talker.connect(plan.targets().get(i % plan.targets().size()), plan.dialect(), plan.depth());
                talkers.add(talker);
                talker.channel().register(selector, SelectionKey.OP_READ, talker);
            }
            start = System.nanoTime();
            int talking = 0;
            for (Talker talker : talkers) {
                talking += sendBatch(talker) ? 1 : 0;
            }
            converse(selector, talking);
            long end = System.nanoTime();
            return new Outcome(sent, refused, Duration.ofNanos(end - start), latencies);
        } finally {
            for (Talker talker : talkers) {
                talker.close();
            }
        }
    }

    private void converse(Selector selector, int talkers) throws IOException {
        int talking = talkers;
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
                        (double) sent / plan.commands(),
                        (double) (System.nanoTime() - start) / plan.time().toNanos()));
            }
        }
    }

    /** Reads what there is; true once the whole batch is answered. */
    private boolean hear(Talker talker) throws IOException {
        int before = talker.missing();
        if (!talker.read()) {
            throw new EOFException("a server closed a connection in the midst of a load");
        }
        int came = before - talker.missing();
        if (came > 0) {
            latencies.recordValueWithCount(Math.min(LONGEST, System.nanoTime() - talker.sentAt()), came);
        }
        return talker.missing() == 0;
    }

    /** Sends the next batch; false if the load is over. */
    private boolean sendBatch(Talker talker) throws IOException {
        isOver |= sent >= plan.commands()
                || System.nanoTime() - start >= plan.time().toNanos();
        if (isOver) {
            refused += talker.complaints();
            return false;
        }
        int commands = (int) Math.min(plan.depth(), plan.commands() - sent);
        for (int i = 0; i < commands; i++) {
            int client = plan.isInTurn() ? (int) sent : random.nextInt(plan.clients());
            talker.add(client, sent++);
        }
        talker.send(commands);
        return true;
    }
}
