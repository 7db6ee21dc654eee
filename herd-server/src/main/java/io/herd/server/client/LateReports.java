package io.herd.server.client;

import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The questions of one connection about clients that nobody reported. Each waits a little: a report may be on its way from
 * the server that took it, and who asks may have been told by that one already. What the connection itself reports
 * afterwards is no answer to an earlier question.
 */
final class LateReports {
    /** How soon to look again, in ms; then after twice that, and so on. */
    private static final long FIRST_WAIT = 1;

    private final HerdState state;
    private final Timer timer;
    private final long patience;
    private final Map<Bytes, Waiting> waiting = new HashMap<>();

    /** What waits for one client. */
    private static final class Waiting {
        private int questions;
        /** The line of the report that the connection itself made meanwhile. */
        private @Nullable Bytes own;

        private boolean isOwn(Report report) {
            return own != null && report.line().equals(own);
        }
    }

    LateReports(HerdState state, Timer timer, Duration patience) {
        this.state = state;
        this.timer = timer;
        this.patience = patience.toMillis();
    }

    /** Hands over the client's report as soon as it is there, or null once patience is at its end. */
    void await(Bytes client, Consumer<@Nullable Report> then) {
        // A copy, since a view would hold on to all that came in the same read.
        Waiting question = waiting.computeIfAbsent(client.copy(), _ -> new Waiting());
        question.questions++;
        await(client, question, FIRST_WAIT, patience, then);
    }

    private void await(Bytes client, Waiting question, long wait, long left, Consumer<@Nullable Report> then) {
        timer.run(Math.clamp(left, 1, wait), () -> {
            Report report = state.find(client);
            boolean isLate = report != null && !question.isOwn(report);
            if (isLate || left <= wait) {
                end(client, question);
                then.accept(isLate ? report : null);
            } else {
                await(client, question, wait * 2, left - wait, then);
            }
        });
    }

    private void end(Bytes client, Waiting question) {
        if (--question.questions == 0) {
            waiting.remove(client);
        }
    }

    /** The connection itself has made a report, which is kept now. */
    void reported(Report report) {
        if (!waiting.isEmpty()) {
            Waiting question = waiting.get(report.client());
            if (question != null) {
                question.own = report.line().copy();
            }
        }
    }
}
