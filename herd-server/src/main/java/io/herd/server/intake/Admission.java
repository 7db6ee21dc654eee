package io.herd.server.intake;

import io.herd.config.LimitsConfig;
import io.herd.protocol.Command.Iamat;
import io.herd.state.HerdState;
import org.jspecify.annotations.Nullable;

/** Decides which reports of clients are admitted. What other servers have accepted is never refused here. Safe for any number of threads. */
final class Admission {
    private final HerdState state;
    private final long future;
    private final @Nullable ReportRate rate;

    Admission(HerdState state, LimitsConfig limits) {
        this.state = state;
        future = limits.future().toNanos();
        rate = limits.reportsPerClient() == 0 ? null : new ReportRate(limits.reportsPerClient());
    }

    /**
     * Why a report is refused; null if it is admitted.
     *
     * @param clientHash the hash of its client
     * @param now when it came in: POSIX time in nanoseconds
     */
    @Nullable
    Refusal refusal(Iamat iamat, long clientHash, long now) {
        Refusal refusal = refusalOfFurther(iamat, now);
        if (refusal != null) {
            return refusal;
        }
        // Before the rate, so that it remembers no invented names.
        if (state.isFull() && state.find(iamat.client()) == null) {
            return Refusal.TOO_MANY_CLIENTS;
        }
        if (rate != null && !rate.admits(clientHash, now)) {
            return Refusal.TOO_OFTEN;
        }
        return null;
    }

    /** The same of a client's further report in one request. */
    @Nullable
    Refusal refusalOfFurther(Iamat iamat, long now) {
        return iamat.timeNanos() - now > future ? Refusal.FROM_THE_FUTURE : null;
    }
}
