package io.herd.server.places;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One search at a source: question by question, until there is a document or nobody waits for it. */
final class Conversation {
    private final Sender sender;
    private final SearchFailures failures;
    private final int maxAnswerBytes;
    private final Context context;
    private final Promise<Outcome> outcome = Promise.promise();
    /** Confined to the context. */
    private @Nullable BoundedBody body;

    Conversation(Vertx vertx, Sender sender, SearchFailures failures, int maxAnswerBytes) {
        this.sender = sender;
        this.failures = failures;
        this.maxAnswerBytes = maxAnswerBytes;
        context = vertx.getOrCreateContext();
    }

    /**
     * Asks. Never fails: a source that could not be asked, or did not answer, is a document that says so.
     *
     * @param mayGoOn asked before each question but the first; a document if the search has to end with it
     */
    Future<Outcome> begin(Question first, Supplier<@Nullable NearbyDocument> mayGoOn) {
        context.runOnContext(_ -> ask(first, mayGoOn));
        return outcome.future();
    }

    private void ask(Question question, Supplier<@Nullable NearbyDocument> mayGoOn) {
        if (outcome.future().isComplete()) {
            return;
        }
        var answerBody = new BoundedBody(maxAnswerBytes);
        body = answerBody;
        sender.send(question.request(), answerBody)
                .onSuccess(answer -> take(answer, question.reader().apply(answer), mayGoOn))
                .onFailure(failure -> {
                    answerBody.endRequest();
                    outcome.tryComplete(new Outcome(failures.of(failure), null));
                });
    }

    private void take(HttpAnswer answer, Step step, Supplier<@Nullable NearbyDocument> mayGoOn) {
        switch (step) {
            case NearbyDocument document -> outcome.tryComplete(new Outcome(document, answer.retryAfter()));
            case Question next -> {
                NearbyDocument refusal = mayGoOn.get();
                if (refusal == null) {
                    ask(next, mayGoOn);
                } else {
                    outcome.tryComplete(Outcome.stopped(refusal));
                }
            }
        }
    }

    /** Nobody waits any longer: the request under way is ended, and its connection is free again. */
    void end() {
        context.runOnContext(_ -> {
            if (outcome.tryComplete(new Outcome(failures.tooSlow(), null)) && body != null) {
                body.endRequest();
            }
        });
    }
}
