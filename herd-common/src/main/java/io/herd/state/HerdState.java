package io.herd.state;

import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest report of every client: last-writer-wins registers. A client's report never gives way to an older one,
 * and merging what other servers tell is commutative, associative and idempotent. Every change becomes a
 * {@linkplain Debt debt} to the neighbours. Safe for any number of threads.
 */
public final class HerdState {
    private final ConcurrentMap<Bytes, Report> reports = new ConcurrentHashMap<>();
    private final List<Debt> debts = new CopyOnWriteArrayList<>();

    /** The newest report of a client, or null if nobody reported it. */
    public @Nullable Report find(Bytes client) {
        return reports.get(client);
    }

    /** How many clients are known. */
    public int size() {
        return reports.size();
    }

    /** The newest report of every client, seen while it may change. */
    public Collection<Report> everything() {
        return Collections.unmodifiableCollection(reports.values());
    }

    /**
     * Takes what a client itself reports. It counts only with a newer time than what stands: a command sent again,
     * however late, changes nothing.
     *
     * @return the report that stands instead, or null if this one stands now
     */
    public @Nullable Report take(Report fresh) {
        return keep(fresh, null, (now, then) -> now.timeNanos() > then.timeNanos());
    }

    /**
     * Takes what another server tells, by the total order of reports.
     *
     * @param teller what is owed to the server that tells it, which need not hear it again
     * @return whether it is news
     */
    public boolean merge(Report told, @Nullable Debt teller) {
        return keep(told, teller, (now, then) -> now.compareTo(then) > 0) == null;
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

    private @Nullable Report keep(Report report, @Nullable Debt teller, BiPredicate<Report, Report> isNewer) {
        Bytes client = report.client();
        for (; ; ) {
            Report standing = reports.putIfAbsent(client, report);
            if (standing != null && !isNewer.test(report, standing)) {
                return standing;
            }
            if (standing == null || reports.replace(client, standing, report)) {
                for (Debt debt : debts) {
                    if (debt != teller) {
                        debt.add(client);
                    }
                }
                return null;
            }
        }
    }
}
