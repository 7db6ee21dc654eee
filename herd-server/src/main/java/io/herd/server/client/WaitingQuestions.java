package io.herd.server.client;

import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLine;
import io.herd.state.HerdState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The questions of an event loop's connections about clients that nobody has reported. Each waits a little: a report may be on
 * its way from the server that took it, and who asks may have been told by that one already. What the connection that asks
 * reports afterwards is no answer to its question. Confined to the event loop.
 */
public final class WaitingQuestions {
    /** In so many steps a question's patience comes to its end. */
    private static final int STEPS = 4;
    /** How many questions are given up in one turn of the event loop. */
    private static final int TURN = 500;

    private final HerdState state;
    private final Timer timer;
    private final Consumer<Bytes> listener;
    private final long step;
    private final boolean isPatient;
    private final Map<Bytes, Set<Question>> byClient = new HashMap<>();
    /** In the order in which they were asked. */
    private final Deque<Question> byAge = new ArrayDeque<>();

    /** Whose questions have been answered in this turn. */
    private final Set<Asker> answered = new LinkedHashSet<>();

    private int steps;
    /** Whether the next step is to come. */
    private boolean isTicking;
    /** Whether the next turn of those that are overdue is to come. */
    private boolean isEnding;

    /** A connection that asks. */
    interface Asker {
        /** Some of its questions have been answered, and no more are for now: what can leave may leave. */
        void proceed();
    }

    private static final class Question {
        private final Asker asker;
        private final Bytes client;
        private final Consumer<@Nullable Report> then;
        private final int lastStep;
        /** The line of the report that the asker itself has made meanwhile. */
        private @Nullable Bytes own;
        /** It stays where it is by age, since to look for it there would take long. */
        private boolean isEnded;

        private Question(Asker asker, Bytes client, Consumer<@Nullable Report> then, int lastStep) {
            this.asker = asker;
            this.client = client;
            this.then = then;
            this.lastStep = lastStep;
        }

        private boolean isAnsweredBy(@Nullable Report report) {
            return report != null && (own == null || !report.line().equals(own));
        }
    }

    /**
     * @param timer runs tasks later on the event loop
     * @param loop runs tasks on the event loop, from any thread
     * @param patience how long a question waits at least
     */
    public WaitingQuestions(HerdState state, Timer timer, Executor loop, Duration patience) {
        this.state = state;
        this.timer = timer;
        this.listener = client -> loop.execute(() -> look(client));
        this.isPatient = !patience.isZero();
        this.step = Math.ceilDiv(Math.max(1, patience.toMillis()), STEPS);
    }

    /**
     * Hands over the client's report as soon as there is one, or null once patience is at its end.
     *
     * @param asker whose own reports are no answer; it is told to proceed once it is answered
     */
    void await(Asker asker, Bytes client, Consumer<@Nullable Report> then) {
        if (!isPatient) {
            then.accept(null);
            asker.proceed();
            return;
        }
        // A copy, since a view would hold on to all that came in the same read.
        var question = new Question(asker, client.copy(), then, steps + STEPS);
        if (!isTicking) {
            isTicking = true;
            timer.run(step, this::step);
        }
        byAge.add(question);
        byClient.computeIfAbsent(question.client, this::listen).add(question);
        // It may have been reported just before anybody listened. Other questions about it have been told of that.
        Report report = state.find(question.client);
        if (question.isAnsweredBy(report)) {
            end(question, report);
            proceed();
        }
    }

    private Set<Question> listen(Bytes client) {
        state.listeners().add(client, listener);
        return new LinkedHashSet<>(1);
    }

    /** Answers the questions about a client, if it has been reported. */
    private void look(Bytes client) {
        Report report = state.find(client);
        for (Question question : List.copyOf(byClient.getOrDefault(client, Set.of()))) {
            if (question.isAnsweredBy(report)) {
                end(question, report);
            }
        }
        proceed();
    }

    private void step() {
        steps++;
        if (!isEnding) {
            endOverdue();
        }
        isTicking = !byAge.isEmpty();
        if (isTicking) {
            timer.run(step, this::step);
        }
    }

    /** A hundred thousand may be overdue at once: in turns, so that nobody else waits for them. */
    private void endOverdue() {
        isEnding = false;
        for (int ended = 0; isOverdue(byAge.peek()); ended++) {
            if (ended == TURN) {
                // Not a task of the event loop: those may follow each other for long before it reads again.
                isEnding = true;
                timer.run(1, this::endOverdue);
                break;
            }
            Question oldest = byAge.remove();
            if (!oldest.isEnded) {
                end(oldest, null);
            }
        }
        proceed();
    }

    /** One write for all that a connection is answered at once. */
    private void proceed() {
        List<Asker> askers = List.copyOf(answered);
        answered.clear();
        askers.forEach(Asker::proceed);
    }

    private boolean isOverdue(@Nullable Question question) {
        return question != null && question.lastStep < steps;
    }

    private void end(Question question, @Nullable Report report) {
        question.isEnded = true;
        Set<Question> others = byClient.getOrDefault(question.client, Set.of());
        others.remove(question);
        if (others.isEmpty()) {
            byClient.remove(question.client);
            state.listeners().remove(question.client, listener);
        }
        question.then.accept(report);
        answered.add(question.asker);
    }

    /** A connection has itself made a report, which is kept now. */
    @SuppressWarnings("ReferenceEquality") // An asker is itself and no other.
    void reported(Asker reporter, ReportLine report) {
        if (byClient.isEmpty()) {
            return;
        }
        for (Question question : byClient.getOrDefault(report.client(), Set.of())) {
            if (question.asker == reporter) {
                question.own = report.line().copy();
            }
        }
    }
}
