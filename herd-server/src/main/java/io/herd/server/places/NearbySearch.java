package io.herd.server.places;

import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.NearbyAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is near a point: from what is kept, else by asking the source that the configuration names. Whatever the
 * source, the answer is a document of Google's Nearby Search in its legacy form. Any number of event loops may share it.
 */
public final class NearbySearch {
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    private final PlacesCounters counters = new PlacesCounters();
    private final long deadlineNanos;
    private final Source source;
    private final Sender sender;
    private final Asker asker;
    private final @Nullable PlaceCache cache;
    /** Set to false for a service that does not say how far its answers are complete. */
    private volatile boolean isWorthKeeping = true;

    /**
     * A search at the source that the configuration names, for a server that serves its own gazetteer over HTTP.
     *
     * @param took told of each search that the source answered how many nanoseconds it took; from any event loop
     */
    public static NearbySearch of(Vertx vertx, PlacesConfig config, ServerConfig server, LongConsumer took) {
        // Who listens at every address listens at this one.
        String host = EVERY_ADDRESS.contains(server.bind()) ? "127.0.0.1" : server.bind();
        String inUrl = host.contains(":") ? "[" + host + "]" : host;
        return new NearbySearch(vertx, config, "http://" + inUrl + ":" + server.httpPort(), took);
    }

    /**
     * A search at the source that the configuration names.
     *
     * @param gazetteerUrl where the gazetteer is served, as in {@code http://127.0.0.1:12490}
     */
    public NearbySearch(Vertx vertx, PlacesConfig config, String gazetteerUrl) {
        this(vertx, config, gazetteerUrl, _ -> {});
    }

    private NearbySearch(Vertx vertx, PlacesConfig config, String gazetteerUrl, LongConsumer took) {
        URI url = Sources.url(config, gazetteerUrl);
        var failures = new SearchFailures(Sender.name(url), config);
        deadlineNanos = config.deadline().toNanos();
        source = Sources.at(url, config, failures);
        sender = new Sender(vertx, url, config);
        asker = new Asker(
                vertx,
                source,
                new Gate(config, counters),
                counters,
                failures,
                config.deadline(),
                took,
                () -> new Conversation(vertx, sender, failures, config.maxAnswerBytes()));
        cache = source.mayBeKept() && config.cache().bytes() > 0 ? new PlaceCache(config.cache()) : null;
    }

    /** What was asked, and how it was answered. */
    public PlacesCounters counters() {
        return counters;
    }

    /**
     * What is near a point, at most {@code limit} places; on the caller's context, at once if it is kept. Never fails:
     * where there is no answer by the deadline, or none that can be used, the document says so in Google's form.
     */
    public Future<NearbyAnswer> near(Position center, double radiusMetres, int limit) {
        counters.searches.increment();
        var search = new Search(center, radiusMetres, limit);
        NearbyDocument kept = cache == null ? null : cache.find(search);
        if (kept != null) {
            counters.cacheHits.increment();
            return Future.succeededFuture(answer(kept));
        }
        long deadline = System.nanoTime() + deadlineNanos;
        Future<NearbyDocument> document =
                cache == null || !isWorthKeeping ? asker.ask(search, deadline) : askAndKeep(search, cache, deadline);
        return document.map(found -> answer(found.cutTo(search)));
    }

    private Future<NearbyDocument> askAndKeep(Search search, PlaceCache keeper, long deadline) {
        Search asked = keeper.toAsk(search);
        return asker.ask(asked, deadline).compose(document -> {
            if (asked.equals(search)) {
                return Future.succeededFuture(document);
            }
            isWorthKeeping = !document.status().isSuccess() || document.completeRadius() >= 0;
            if (isWorthKeeping) {
                keeper.keep(asked, document);
            }
            NearbyDocument narrowed = PlaceCache.narrow(asked, document, search);
            return narrowed == null ? asker.ask(search, deadline) : Future.succeededFuture(narrowed);
        });
    }

    private NearbyAnswer answer(NearbyDocument document) {
        counters.answers(document.status()).increment();
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
