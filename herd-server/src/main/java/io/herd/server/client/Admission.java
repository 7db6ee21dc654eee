package io.herd.server.client;

import io.herd.config.LimitsConfig;
import io.herd.protocol.Command.Iamat;
import io.herd.state.HerdState;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Which reports of clients are not taken. What other servers have taken is never refused. Safe for any number of threads. */
final class Admission {
    private final HerdState state;
    private final long future;
    private final ClientCounters counters;
    private final @Nullable ReportRate rate;

    Admission(HerdState state, LimitsConfig limits, ClientCounters counters) {
        this.state = state;
        future = limits.future().toNanos();
        this.counters = counters;
        rate = limits.reportsPerClient() == 0 ? null : new ReportRate(limits.reportsPerClient());
    }

    /**
     * What a report that came in just now fails by: the counter of that reason; null if it is to be taken.
     *
     * @param place the client's place in the state
     * @param now POSIX time in nanoseconds
     */
    @Nullable
    LongAdder objection(Iamat iamat, long place, long now) {
        if (iamat.timeNanos() - now > future) {
            return counters.fromTheFuture;
        }
        // First, so that names made up by the million are not remembered for their rate either.
        if (state.isFull() && state.find(iamat.client()) == null) {
            return counters.tooManyClients;
        }
        if (rate != null && !rate.admits(place, now)) {
            return counters.tooOften;
        }
        return null;
    }
}
