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
 * Asks a source, the same search only once at a time, and no more than its gate lets through. Whoever asks is answered
 * on the own context by the own deadline, whatever becomes of others who wait for the same. Any number of event loops
 * may share it.
 */
final class Asker {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Vertx vertx;
    private final Source source;
    private final Gate gate;
    private final PlacesCounters counters;
    private final SearchFailures failures;
    private final Supplier<Conversation> conversations;
    private final LongConsumer took;
    private final long longestNanos;
    private final ConcurrentHashMap<Search, Flight> flights = new ConcurrentHashMap<>();

    /**
     * @param deadline the longest that anybody waits
     * @param took told how many nanoseconds the source took for a search
     */
    Asker(
            Vertx vertx,
            Source source,
            Gate gate,
            PlacesCounters counters,
            SearchFailures failures,
            Duration deadline,
            LongConsumer took,
            Supplier<Conversation> conversations) {
        this.vertx = vertx;
        this.source = source;
        this.gate = gate;
        this.counters = counters;
        this.failures = failures;
        this.longestNanos = deadline.toNanos();
        this.took = took;
        this.conversations = conversations;
    }

    /** What the source says, by the deadline, which is of {@link System#nanoTime}. Never fails. */
    Future<NearbyDocument> ask(Search search, long deadline) {
        long now = System.nanoTime();
        var own = new Flight(now + longestNanos);
        Flight flight = flights.compute(search, (_, known) -> known != null && known.join(now) ? known : own);
        if (flight == own) {
            takeOff(search, own, now);
        } else {
            counters.joined.increment();
        }
        return await(flight, deadline - now);
    }

    private void takeOff(Search search, Flight flight, long now) {
        NearbyDocument refusal = gate.enter(now, today());
        if (refusal != null) {
            land(search, flight, refusal);
            return;
        }
        Conversation conversation = conversations.get();
        flight.onAbandoned(conversation::end);
        conversation.begin(source.ask(search), () -> gate.spend(today())).onSuccess(outcome -> {
            long end = System.nanoTime();
            gate.leave(outcome, end);
            took.accept(end - now);
            land(search, flight, outcome.document());
        });
    }

    private static long today() {
        return Math.floorDiv(Instant.now().getEpochSecond(), TimeUnit.DAYS.toSeconds(1));
    }

    private void land(Search search, Flight flight, NearbyDocument document) {
        flights.remove(search, flight);
        flight.land(document);
    }

    private Future<NearbyDocument> await(Flight flight, long nanos) {
        Promise<NearbyDocument> own = Promise.promise();
        Context context = vertx.getOrCreateContext();
        long timer = vertx.setTimer(Math.max(1, Math.ceilDiv(nanos, NANOS_PER_MILLI)), _ -> {
            if (own.tryComplete(failures.tooSlow())) {
                flight.leave();
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
