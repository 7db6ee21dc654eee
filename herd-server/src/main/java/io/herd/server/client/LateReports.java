package io.herd.server.client;

import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits a little for clients that nobody reported: a report may be on its way from the server that took it, and who asks
 * may have been told by that one already.
 */
final class LateReports {
    /** How soon to look again, in ms; then after twice that, and so on. */
    private static final long FIRST_WAIT = 1;

    private final HerdState state;
    private final Timer timer;
    private final long patience;

    LateReports(HerdState state, Timer timer, Duration patience) {
        this.state = state;
        this.timer = timer;
        this.patience = patience.toMillis();
    }

    /** Hands over the client's report as soon as it is there, or null once patience is at its end. */
    void await(Bytes client, Consumer<@Nullable Report> then) {
        await(client, FIRST_WAIT, patience, then);
    }

    private void await(Bytes client, long wait, long left, Consumer<@Nullable Report> then) {
        timer.run(Math.clamp(left, 1, wait), () -> {
            Report report = state.find(client);
            if (report != null || left <= wait) {
                then.accept(report);
            } else {
                await(client, wait * 2, left - wait, then);
            }
        });
    }
}
