package io.herd.server;

import io.herd.server.client.ClientCounters;
import io.herd.server.http.HttpCounters;
import io.herd.server.http.LinkEntry;
import io.herd.server.http.ServerStatus;
import io.herd.server.link.LinkStatus;
import io.herd.server.link.LinksVerticle;
import io.herd.server.log.LogCounters;
import io.herd.server.places.PlacesCounters;
import io.herd.state.HerdState;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Collects the status of a server from all its parts. Its uptime counts from here. */
final class StatusSource implements Supplier<Future<ServerStatus>> {
    private final long started = System.nanoTime();
    private final String server;
    private final HerdState state;
    private final LinksVerticle links;
    private final ClientCounters commands;
    private final HttpCounters http;
    private final PlacesCounters places;
    private final LogCounters log;

    StatusSource(
            String server,
            HerdState state,
            LinksVerticle links,
            ClientCounters commands,
            HttpCounters http,
            PlacesCounters places,
            LogCounters log) {
        this.server = server;
        this.state = state;
        this.links = links;
        this.commands = commands;
        this.http = http;
        this.places = places;
        this.log = log;
    }

    @Override
    public Future<ServerStatus> get() {
        return links.status().map(this::status);
    }

    private ServerStatus status(List<LinkStatus> neighbours) {
        Map<String, Long> counts = Counted.sums(Counts.OF_CLIENTS, commands);
        counts.putAll(Counted.sums(Counts.OF_HTTP, http));
        return new ServerStatus(
                server,
                String.format("%016x", state.root()),
                state.size(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started),
                neighbours.stream().map(StatusSource::entry).toList(),
                counts,
                Counted.sums(Counts.OF_PLACES, places),
                Counted.sums(Counts.OF_LOG, log));
    }

    private static LinkEntry entry(LinkStatus link) {
        return new LinkEntry(
                link.neighbour(),
                link.state().name().toLowerCase(Locale.ROOT),
                link.reason(),
                link.accepted(),
                link.pending(),
                link.lagMillis(),
                link.stateMillis(),
                Counted.sums(Counts.OF_LINKS, link.counters()));
    }
}
