package io.herd.server;

import io.herd.server.client.ClientCounters;
import io.herd.server.http.LinkEntry;
import io.herd.server.http.ServerStatus;
import io.herd.server.link.LinkCounters;
import io.herd.server.link.LinkStatus;
import io.herd.server.link.LinksVerticle;
import io.herd.server.log.ServerLog;
import io.herd.server.places.PlacesCounters;
import io.herd.state.HerdState;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Gathers how a server stands, from all its parts. Its uptime counts from here. */
final class StatusSource implements Supplier<Future<ServerStatus>> {
    private final long started = System.nanoTime();
    private final String server;
    private final HerdState state;
    private final LinksVerticle links;
    private final ClientCounters commands;
    private final PlacesCounters places;
    private final ServerLog log;

    StatusSource(
            String server,
            HerdState state,
            LinksVerticle links,
            ClientCounters commands,
            PlacesCounters places,
            ServerLog log) {
        this.server = server;
        this.state = state;
        this.links = links;
        this.commands = commands;
        this.places = places;
        this.log = log;
    }

    @Override
    public Future<ServerStatus> get() {
        return links.status().map(this::status);
    }

    private ServerStatus status(List<LinkStatus> neighbours) {
        return new ServerStatus(
                server,
                String.format("%016x", state.root()),
                state.size(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started),
                neighbours.stream().map(StatusSource::entry).toList(),
                counts(commands),
                places.byName(),
                log.dropped());
    }

    private static LinkEntry entry(LinkStatus link) {
        return new LinkEntry(
                link.neighbour(),
                link.state().name().toLowerCase(Locale.ROOT),
                link.reason(),
                link.accepted(),
                link.owed(),
                link.lagMillis(),
                link.stateMillis(),
                counts(link.counters()));
    }

    private static Map<String, Long> counts(ClientCounters counters) {
        var counts = new LinkedHashMap<String, LongAdder>();
        counts.put("connections", counters.connections);
        counts.put("reports", counters.reports);
        counts.put("stale_reports", counters.staleReports);
        counts.put("whatsats", counters.whatsats);
        counts.put("whereises", counters.whereises);
        counts.put("invalid", counters.invalid);
        counts.put("from_the_future", counters.fromTheFuture);
        counts.put("unknown_clients", counters.unknownClients);
        counts.put("overlong_lines", counters.overlongLines);
        return sums(counts);
    }

    private static Map<String, Long> counts(LinkCounters counters) {
        var counts = new LinkedHashMap<String, LongAdder>();
        counts.put("told", counters.told);
        counts.put("heard", counters.heard);
        counts.put("news", counters.news);
        counts.put("opened", counters.opened);
        counts.put("lost", counters.lost);
        counts.put("refused", counters.refused);
        counts.put("walks", counters.walks);
        counts.put("repaired", counters.repaired);
        return sums(counts);
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        var sums = new LinkedHashMap<String, Long>();
        counts.forEach((name, count) -> sums.put(name, count.sum()));
        return sums;
    }
}
