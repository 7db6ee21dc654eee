package io.herd.server.places;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One search at a provider: request by request, until there is an outcome or nobody waits for it. */
final class Conversation {
    private final Sender sender;
    private final SearchFailures failures;
    private final int maxAnswerBytes;
    private final long fairNanos;
    private final Context context;
    private final Promise<Outcome> outcome = Promise.promise();
    private volatile @Nullable NearbyDocument soFar;
    /** The request in flight, and the time when it was passed to the sender. Both are confined to the context. */
    private @Nullable Exchange exchange;

    private long asked;

    /**
     * A conversation on the current context.
     *
     * @param fairTime an unanswered request counts as a failure of the provider only after this time
     */
    Conversation(Vertx vertx, Sender sender, SearchFailures failures, int maxAnswerBytes, Duration fairTime) {
        this.sender = sender;
        this.failures = failures;
        this.maxAnswerBytes = maxAnswerBytes;
        fairNanos = fairTime.toNanos();
        context = vertx.getOrCreateContext();
    }

    /**
     * Asks. Never fails: a provider that could not be asked, or did not answer, is an outcome that says so.
     *
     * @param mayGoOn called before each request but the first; returns a document if the search has to end with it
     */
    Future<Outcome> begin(Question first, Supplier<@Nullable NearbyDocument> mayGoOn) {
        context.runOnContext(_ -> {
            if (!outcome.future().isComplete()) {
                ask(first, false, mayGoOn);
            }
        });
        return outcome.future();
    }

    /** What to answer where the search ends with a document: if that is a failure, what earlier requests have found. */
    NearbyDocument answer(NearbyDocument last) {
        NearbyDocument part = soFar;
        return part == null || last.status().isSuccess() ? last : part.partial(last);
    }

    private void ask(Question question, boolean isRetry, Supplier<@Nullable NearbyDocument> mayGoOn) {
        soFar = question.soFar();
        var begun = new Exchange(maxAnswerBytes);
        exchange = begun;
        asked = System.nanoTime();
        sender.send(question.request(), begun)
                .onSuccess(answer -> take(question.reader().apply(answer), mayGoOn))
                .onFailure(failure -> {
                    if (!isRetry && begun.isLostWithConnection(failure)) {
                        goOn(question, true, mayGoOn);
                    } else {
                        outcome.tryComplete(new Outcome.Failed(failures.of(failure)));
                    }
                });
    }

    private void take(Step step, Supplier<@Nullable NearbyDocument> mayGoOn) {
        switch (step) {
            case Outcome last -> outcome.tryComplete(last);
            case Question next -> goOn(next, false, mayGoOn);
        }
    }

    private void goOn(Question next, boolean isRetry, Supplier<@Nullable NearbyDocument> mayGoOn) {
        if (outcome.future().isComplete()) {
            return;
        }
        soFar = next.soFar();
        NearbyDocument refusal = mayGoOn.get();
        if (refusal == null) {
            ask(next, isRetry, mayGoOn);
        } else {
            outcome.tryComplete(new Outcome.Inconclusive(refusal));
        }
    }

    /** Ends the request in flight and frees its connection, since nobody waits any longer. */
    void end() {
        context.runOnContext(_ -> {
            boolean hadTime = exchange != null && sender.hadTime(exchange, asked, System.nanoTime(), fairNanos);
            NearbyDocument tooSlow = failures.tooSlow();
            outcome.tryComplete(hadTime ? new Outcome.Failed(tooSlow) : new Outcome.Inconclusive(tooSlow));
            if (exchange != null) {
                exchange.end();
            }
        });
    }
}
