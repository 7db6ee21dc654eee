package io.herd.server.places;

import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.NearbyAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.lang.ref.WeakReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Searches for places near a point: in the cache, else at the source that the configuration names. With every
 * source, the answer is a document of Google's Nearby Search in its legacy form. Any number of event loops may share it.
 */
public final class NearbySearch {
    private final PlacesCounters counters = new PlacesCounters();
    private final long deadlineNanos;
    private final Source source;
    private final Sender sender;
    private final SingleFlight provider;
    private final @Nullable PlaceCache cache;
    /** Set to false for a service that does not say how far its answers are complete. */
    private volatile boolean isWorthKeeping = true;

    /** Weak, since Google's answers must not be cached. */
    private volatile WeakReference<Encoded> lastEncoded = new WeakReference<>(null);

    /** An answer, and what it was made of. */
    private record Encoded(NearbyDocument found, Search search, SearchStatus status, NearbyAnswer answer) {}

    /**
     * A search at the source that the configuration names, for a server that serves its own gazetteer over HTTP.
     *
     * @param askItself what a client needs to ask this server over TLS; null where it speaks none
     * @param took receives the nanoseconds that the source took for each search; from any event loop
     */
    public static NearbySearch of(
            Vertx vertx,
            PlacesConfig config,
            ServerConfig server,
            @Nullable Consumer<HttpClientOptions> askItself,
            LongConsumer took) {
        return new NearbySearch(
                vertx, config, Endpoint.of(server, askItself != null), askItself == null ? _ -> {} : askItself, took);
    }

    /**
     * A search at the source that the configuration names.
     *
     * @param gazetteerUrl where the gazetteer is served, as in {@code http://127.0.0.1:12490}
     */
    public NearbySearch(Vertx vertx, PlacesConfig config, String gazetteerUrl) {
        this(vertx, config, Endpoint.of(gazetteerUrl), _ -> {}, _ -> {});
    }

    private NearbySearch(
            Vertx vertx,
            PlacesConfig config,
            Endpoint gazetteer,
            Consumer<HttpClientOptions> askItself,
            LongConsumer took) {
        Endpoint endpoint = Sources.endpoint(config, gazetteer);
        var failures = new SearchFailures(endpoint, config);
        deadlineNanos = config.deadline().toNanos();
        source = Sources.at(endpoint, config, failures, counters.leftOut);
        sender = new Sender(vertx, endpoint, config, endpoint.equals(gazetteer) ? askItself : _ -> {});
        provider = new SingleFlight(
                vertx,
                source,
                new Limiter(config, counters),
                counters,
                failures,
                config.deadline(),
                took,
                () -> new Conversation(
                        vertx,
                        sender,
                        failures,
                        config.maxAnswerBytes(),
                        config.deadline().dividedBy(2)));
        cache = source.mayBeKept() && config.cache().bytes() > 0 ? new PlaceCache(config.cache()) : null;
    }

    /** The counters of searches. */
    public PlacesCounters counters() {
        return counters;
    }

    /**
     * What is near a point, at most {@code limit} places; on the caller's context, at once if it is cached. Never fails:
     * where there is no answer by the deadline, or none that can be used, the document says so in Google's form.
     */
    public Future<NearbyAnswer> near(Position center, double radiusMetres, int limit) {
        counters.searches.increment();
        var search = new Search(center, radiusMetres, limit);
        NearbyDocument kept = cache == null ? null : cache.find(search);
        if (kept != null) {
            counters.cacheHits.increment();
            return Future.succeededFuture(answer(kept, search));
        }
        long deadline = System.nanoTime() + deadlineNanos;
        Future<NearbyDocument> document =
                cache == null || !isWorthKeeping ? provider.ask(search, deadline) : askAndKeep(search, cache, deadline);
        return document.map(found -> answer(found, search));
    }

    private Future<NearbyDocument> askAndKeep(Search search, PlaceCache keeper, long deadline) {
        Search asked = keeper.toAsk(search);
        return provider.ask(asked, deadline).compose(document -> {
            if (asked.equals(search)) {
                return Future.succeededFuture(document);
            }
            isWorthKeeping = !document.status().isSuccess() || document.completeRadius() >= 0;
            if (isWorthKeeping) {
                keeper.keep(asked, document);
            }
            NearbyDocument narrowed = PlaceCache.narrow(asked, document, search);
            if (narrowed != null) {
                return Future.succeededFuture(narrowed);
            }
            return document.isPartial()
                    ? Future.succeededFuture(document)
                    : provider.ask(search, deadline).map(exact -> orPartOf(document, search, exact));
        });
    }

    /** The exact answer; where it failed, as much of it as another answer tells. */
    private static NearbyDocument orPartOf(NearbyDocument other, Search search, NearbyDocument exact) {
        return exact.status().isSuccess() || other.cutTo(search).places().isEmpty() ? exact : other.partial(exact);
    }

    /** Of many who waited for the same search, the first encodes the answer for all. */
    @SuppressWarnings("ReferenceEquality") // They share the document, and comparing all its places would cost more.
    private NearbyAnswer answer(NearbyDocument found, Search search) {
        Encoded encoded = lastEncoded.get();
        if (encoded == null || encoded.found != found || !encoded.search.equals(search)) {
            NearbyDocument document = found.cutTo(search);
            encoded = new Encoded(found, search, document.status(), encode(document));
            lastEncoded = new WeakReference<>(encoded);
        }
        counters.answers(encoded.status).increment();
        return encoded.answer;
    }

    private NearbyAnswer encode(NearbyDocument document) {
        Bytes bytes = document.bytes();
        return new NearbyAnswer(
                bytes,
                // A failure holds none of Google's content, and tells the reader of the log what to do.
                source.mayBeKept() || !document.status().isSuccess() ? bytes : document.idsOnly());
    }

    /** Closes all connections; searches still under way are answered as failed. */
    public Future<Void> close() {
        return sender.close();
    }
}
