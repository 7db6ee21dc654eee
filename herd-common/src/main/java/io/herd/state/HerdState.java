package io.herd.state;

import io.herd.protocol.Bytes;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The newest report of every client: last-writer-wins registers. A client's report never gives way to an older one, and
 * merging what other servers tell is commutative, associative and idempotent. Every change becomes a
 * {@linkplain Debt debt} to the neighbours. Safe for any number of threads.
 *
 * <p>The reports stand in the leaves of a tree, by the first digits of their clients' hashes. A node's digest is the
 * exclusive or of the hashes of all reports below it; where two servers' digests of a node agree, so do their reports.
 */
public final class HerdState {
    /** How many digits of its clients' hashes a leaf stands for. */
    public static final int DIGITS = 4;

    private final ToLongFunction<Bytes> hash;
    private final Comparator<Report> order;
    private final int digits;
    private final Leaf[] leaves;
    private final LongAccumulator root = new LongAccumulator((sum, change) -> sum ^ change, 0);
    private final LongAdder size = new LongAdder();
    private final List<Debt> debts = new CopyOnWriteArrayList<>();

    /** A state that knows nobody, whose hashes are those of all servers of the herd. */
    public HerdState(SipHash hash) {
        this(hash::hash, DIGITS, Comparator.naturalOrder());
    }

    HerdState(ToLongFunction<Bytes> hash, int digits, Comparator<Report> order) {
        this.hash = hash;
        this.order = order;
        this.digits = digits;
        this.leaves = Stream.generate(Leaf::new).limit(1L << (4 * digits)).toArray(Leaf[]::new);
    }

    /** The newest report of a client, or null if nobody reported it. */
    public @Nullable Report find(Bytes client) {
        long place = hash.applyAsLong(client);
        return leaf(place).find(place, client);
    }

    /** How many clients are known. */
    public long size() {
        return size.sum();
    }

    /** The digest of all that is known; 0 if that is nothing. */
    public long root() {
        return root.get();
    }

    /** Whether there is such a node. */
    public boolean isNode(Prefix node) {
        return node.digits() <= digits;
    }

    /** Whether a node has reports instead of children. */
    public boolean isLeaf(Prefix node) {
        return node.digits() == digits;
    }

    /** The digests of a node's children. */
    public long[] children(Prefix node) {
        var digests = new long[Prefix.FANOUT];
        int width = width(node) / Prefix.FANOUT;
        int leaf = firstLeaf(node);
        for (int child = 0; child < Prefix.FANOUT; child++) {
            for (int end = leaf + width; leaf < end; leaf++) {
                digests[child] ^= leaves[leaf].digest();
            }
        }
        return digests;
    }

    /** The newest reports of all clients below a node, leaf by leaf, while they may change. */
    public Stream<Report> reports(Prefix node) {
        return Arrays.stream(leaves, firstLeaf(node), firstLeaf(node) + width(node))
                .flatMap(leaf -> leaf.reports().stream());
    }

    private int firstLeaf(Prefix node) {
        return node.value() * width(node);
    }

    /** How many leaves are below a node. */
    private int width(Prefix node) {
        return 1 << (4 * (digits - node.digits()));
    }

    /** The hash of a report, which it gives to the digests of its leaf and of all nodes above. */
    public long hash(Report report) {
        return hash.applyAsLong(report.line());
    }

    /**
     * Takes what a client itself reports. It counts only with a newer time than what stands: a command sent again,
     * however late, changes nothing.
     *
     * @return the report that stands instead, or null if this one stands now
     */
    public @Nullable Report take(Report fresh) {
        return keep(fresh, null, Comparator.comparingLong(Report::timeNanos));
    }

    /**
     * Takes what another server tells, by the total order of reports.
     *
     * @param teller what is owed to the server that tells it, which need not hear it again
     * @return whether it is news
     */
    public boolean merge(Report told, @Nullable Debt teller) {
        return keep(told, teller, order) == null;
    }

    private @Nullable Report keep(Report report, @Nullable Debt teller, Comparator<Report> order) {
        long place = hash.applyAsLong(report.client());
        Leaf leaf = leaf(place);
        synchronized (leaf) {
            Report standing = leaf.find(place, report.client());
            if (standing != null && order.compare(report, standing) <= 0) {
                return standing;
            }
            long change = hash(report) ^ (standing == null ? 0 : hash(standing));
            leaf.put(report, place, change, known -> hash.applyAsLong(known.client()));
            root.accumulate(change);
            if (standing == null) {
                size.increment();
            }
        }
        for (Debt debt : debts) {
            if (debt != teller) {
                debt.add(report.client());
            }
        }
        return null;
    }

    private Leaf leaf(long place) {
        return leaves[(int) (place >>> (Long.SIZE - 4 * digits))];
    }

    /** Opens the account of a neighbour: from now on every change is owed to it. */
    public Debt open() {
        var debt = new Debt(this);
        debts.add(debt);
        return debt;
    }

    void close(Debt debt) {
        debts.remove(debt);
    }
}
