package io.herd.server;

import io.herd.server.client.ClientService;
import io.herd.server.history.History;
import io.herd.server.hook.Webhooks;
import io.herd.server.journal.Journal;
import io.herd.server.kafka.BridgeStatus;
import io.herd.server.kafka.KafkaBridge;
import io.herd.server.link.LinkStatus;
import io.herd.server.link.LinksVerticle;
import io.herd.server.log.LogCounters;
import io.herd.server.mqtt.MqttCounters;
import io.herd.server.owner.Forwarding;
import io.herd.server.phone.PhoneCounters;
import io.herd.server.places.PlacesCounters;
import io.herd.server.tls.TlsService;
import io.herd.server.web.HistoryEntry;
import io.herd.server.web.HttpCounters;
import io.herd.server.web.JournalEntry;
import io.herd.server.web.KafkaEntry;
import io.herd.server.web.LinkEntry;
import io.herd.server.web.OwnersEntry;
import io.herd.server.web.ServerStatus;
import io.herd.server.web.TlsEntry;
import io.herd.state.RootDigest;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the status of a server from all its parts. Its uptime counts from here. */
final class StatusSource implements Supplier<Future<ServerStatus>> {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long started = System.nanoTime();
    private final String server;
    private final String digestKey;
    private final ClientService clients;
    private final @Nullable Journal journal;
    private final @Nullable History history;
    private final @Nullable KafkaBridge kafka;
    private final Webhooks webhooks;
    private final LinksVerticle links;
    private final PhoneCounters phones;
    private final MqttCounters mqtt;
    private final HttpCounters http;
    private final PlacesCounters places;
    private final LogCounters log;
    private final @Nullable TlsService tls;
    private final @Nullable Forwarding forwarding;

    /**
     * @param journal null where the herd remembers in memory only
     * @param history null where none is kept
     * @param kafka null without Kafka
     * @param tls null where TLS is spoken nowhere
     * @param forwarding null where this herd keeps all clients
     */
    StatusSource(
            String server,
            String digestKey,
            ClientService clients,
            @Nullable Journal journal,
            @Nullable History history,
            @Nullable KafkaBridge kafka,
            Webhooks webhooks,
            PhoneCounters phones,
            MqttCounters mqtt,
            HttpCounters http,
            LinksVerticle links,
            PlacesCounters places,
            LogCounters log,
            @Nullable TlsService tls,
            @Nullable Forwarding forwarding) {
        this.forwarding = forwarding;
        this.tls = tls;
        this.server = server;
        this.digestKey = digestKey;
        this.clients = clients;
        this.journal = journal;
        this.history = history;
        this.kafka = kafka;
        this.webhooks = webhooks;
        this.phones = phones;
        this.mqtt = mqtt;
        this.links = links;
        this.http = http;
        this.places = places;
        this.log = log;
    }

    @Override
    public Future<ServerStatus> get() {
        return links.status().map(this::status);
    }

    private ServerStatus status(List<LinkStatus> neighbours) {
        RootDigest digest = clients.state().tree().digest();
        return new ServerStatus(
                server,
                String.format("%016x", digest.root()),
                digestKey,
                Math.floorDiv(digest.horizon(), NANOS_PER_MILLI),
                clients.state().size(),
                clients.state().tombstones(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started),
                journal == null ? JournalEntry.NONE : entry(journal),
                history == null ? HistoryEntry.NONE : entry(history),
                kafka == null ? KafkaEntry.NONE : entry(kafka),
                clients.state().fences(),
                webhooks.entries(),
                neighbours.stream().map(StatusSource::entry).toList(),
                commands(),
                Counted.sums(Counts.OF_PLACES, places),
                Counted.sums(Counts.OF_LOG, log),
                tls == null ? TlsEntry.NONE : entry(tls),
                forwarding == null ? OwnersEntry.NONE : entry(forwarding));
    }

    private Map<String, Long> commands() {
        var sums = new LinkedHashMap<>(Counted.sums(Counts.OF_CLIENTS, clients.counters()));
        sums.putAll(Counted.sums(Counts.OF_INTAKE, clients.intake().counters()));
        sums.putAll(Counted.sums(Counts.OF_HTTP, http));
        sums.putAll(Counted.sums(Counts.OF_ACCESS, clients.access().counters()));
        sums.putAll(Counted.sums(Counts.OF_PHONES, phones));
        sums.putAll(Counted.sums(Counts.OF_MQTT, mqtt));
        return sums;
    }

    private static JournalEntry entry(Journal journal) {
        return new JournalEntry(
                journal.directory().toString(),
                journal.sync().name().toLowerCase(Locale.ROOT),
                journal.isWell(),
                Objects.requireNonNullElse(journal.problem(), ""),
                journal.bytesSinceSnapshot(),
                journal.logFiles(),
                (long) journal.snapshotAgeSeconds(),
                TimeUnit.NANOSECONDS.toMillis(journal.loadNanos()));
    }

    private static HistoryEntry entry(History history) {
        return new HistoryEntry(
                history.directory().toString(),
                history.isWell(),
                Objects.requireNonNullElse(history.problem(), ""),
                history.reports(),
                history.bytes(),
                history.diskBytes(),
                Counted.sums(Counts.OF_HISTORY, history.counters()));
    }

    private static KafkaEntry entry(KafkaBridge kafka) {
        BridgeStatus status = kafka.status();
        return new KafkaEntry(
                kafka.topic(),
                status.isUp(),
                status.problem(),
                status.stateMillis(),
                status.owed(),
                status.inFlight(),
                status.doubtful(),
                status.partitions(),
                status.lag(),
                Counted.sums(Counts.OF_KAFKA, kafka.counters()));
    }

    private static TlsEntry entry(TlsService tls) {
        return new TlsEntry(
                Duration.between(Instant.now(), tls.expiry()).toSeconds(),
                tls.problem(),
                Counted.sums(Counts.OF_TLS, tls.counters()));
    }

    private static OwnersEntry entry(Forwarding forwarding) {
        return new OwnersEntry(forwarding.here(), Counted.sums(Counts.OF_OWNERS, forwarding.counters()));
    }

    private static LinkEntry entry(LinkStatus link) {
        return new LinkEntry(
                link.neighbour(),
                link.state().name().toLowerCase(Locale.ROOT),
                link.reason(),
                link.accepted(),
                link.key().name(),
                link.key().isPrevious(),
                link.key().comparesDigests(),
                link.pending(),
                link.lagMillis(),
                link.stateMillis(),
                Counted.sums(Counts.OF_LINKS, link.counters()));
    }
}
