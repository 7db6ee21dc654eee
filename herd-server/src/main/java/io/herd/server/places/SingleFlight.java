package io.herd.server.places;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Sends searches to a provider, as the limiter admits them. Concurrent callers of the same search share one
 * request (single-flight). Each caller is answered on its own context by its own
 * deadline, independently of others that wait for the same search. Any number of event loops may share it.
 */
final class SingleFlight {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Vertx vertx;
    private final Source source;
    private final Limiter limiter;
    private final PlacesCounters counters;
    private final SearchFailures failures;
    private final Supplier<Conversation> conversations;
    private final LongConsumer took;
    private final long longestNanos;
    private final ConcurrentHashMap<Search, InFlightSearch> flights = new ConcurrentHashMap<>();

    /**
     * @param deadline the longest that anybody waits
     * @param took receives the nanoseconds that the provider took for each search
     */
    SingleFlight(
            Vertx vertx,
            Source source,
            Limiter limiter,
            PlacesCounters counters,
            SearchFailures failures,
            Duration deadline,
            LongConsumer took,
            Supplier<Conversation> conversations) {
        this.vertx = vertx;
        this.source = source;
        this.limiter = limiter;
        this.counters = counters;
        this.failures = failures;
        this.longestNanos = deadline.toNanos();
        this.took = took;
        this.conversations = conversations;
    }

    /** The provider's answer by the deadline, which is a time of {@link System#nanoTime}. Never fails. */
    Future<NearbyDocument> ask(Search search, long deadline) {
        NearbyDocument busy = limiter.join();
        if (busy != null) {
            return Future.succeededFuture(busy);
        }
        long now = System.nanoTime();
        var own = new InFlightSearch(now + longestNanos);
        InFlightSearch flight = flights.compute(search, (_, known) -> known != null && known.join(now) ? known : own);
        if (flight == own) {
            start(search, own, now);
        } else {
            counters.joined.increment();
        }
        return await(flight, deadline - now).onComplete(_ -> limiter.leave());
    }

    private void start(Search search, InFlightSearch flight, long now) {
        switch (limiter.admit(now, today())) {
            case Limiter.Refused(var refusal) -> complete(search, flight, refusal);
            case Limiter.Admitted(long permit) -> {
                Conversation conversation = conversations.get();
                flight.carriedBy(conversation);
                conversation
                        .begin(source.ask(search), () -> limiter.spend(today()))
                        .onSuccess(outcome -> {
                            long end = System.nanoTime();
                            limiter.record(permit, outcome, end);
                            took.accept(end - now);
                            complete(search, flight, conversation.answer(outcome.document()));
                        });
            }
        }
    }

    private static long today() {
        return Math.floorDiv(Instant.now().getEpochSecond(), TimeUnit.DAYS.toSeconds(1));
    }

    private void complete(Search search, InFlightSearch flight, NearbyDocument document) {
        flights.remove(search, flight);
        flight.complete(document);
    }

    private Future<NearbyDocument> await(InFlightSearch flight, long nanos) {
        Promise<NearbyDocument> own = Promise.promise();
        Context context = vertx.getOrCreateContext();
        long timer = vertx.setTimer(Math.max(1, Math.ceilDiv(nanos, NANOS_PER_MILLI)), _ -> {
            if (!own.future().isComplete()) {
                own.tryComplete(flight.leave(failures.tooSlow()));
            }
        });
        flight.document()
                .onSuccess(document -> context.runOnContext(_ -> {
                    vertx.cancelTimer(timer);
                    own.tryComplete(document);
                }));
        return own.future();
    }
}
