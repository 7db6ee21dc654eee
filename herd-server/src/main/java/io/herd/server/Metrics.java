package io.herd.server;

import io.herd.server.access.AccessCounters;
import io.herd.server.client.ClientCounters;
import io.herd.server.fence.FenceFollower;
import io.herd.server.history.History;
import io.herd.server.hook.Webhooks;
import io.herd.server.intake.IntakeCounters;
import io.herd.server.journal.Journal;
import io.herd.server.kafka.KafkaBridge;
import io.herd.server.link.LinkService;
import io.herd.server.link.LinkStatus;
import io.herd.server.link.LinksVerticle;
import io.herd.server.log.LogCounters;
import io.herd.server.mqtt.MqttCounters;
import io.herd.server.net.MemoryAccount;
import io.herd.server.owner.OwnerCounters;
import io.herd.server.phone.PhoneCounters;
import io.herd.server.places.PlacesCounters;
import io.herd.server.tls.TlsService;
import io.herd.server.watch.LiveIndex;
import io.herd.server.web.HealthService;
import io.herd.server.web.HttpCounters;
import io.herd.state.HerdState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The metrics of a server for Prometheus. They read the server's own counters when they are scraped, so that they add no
 * cost in between.
 */
final class Metrics implements Supplier<Future<Buffer>>, AutoCloseable {
    /** The label of servers that are no neighbours; no server can have this name. */
    private static final String STRANGERS = "(strangers)";

    /** How many low bits of the root are left out, so that a floating-point number holds the others exactly. */
    private static final int ROUNDED_BITS = 16;

    private static final Duration[] LOOP_DELAYS = millis(1, 2, 5, 10, 25, 50, 100, 250, 1_000);
    private static final Duration[] ACKNOWLEDGEMENT_TIMES = millis(5, 10, 25, 50, 100, 250, 1_000, 5_000, 15_000);
    private static final Duration[] COMMIT_TIMES = millis(1, 2, 5, 10, 25, 50, 100, 250, 1_000, 5_000);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration[] PLACES_TIMES = millis(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final Vertx vertx;
    private final LinksVerticle links;
    private final LoopDelay loopDelay;
    private final Timer places;
    private final HealthService health;
    private volatile Map<String, LinkStatus> linkStatuses = Map.of();
    private volatile boolean isReady;
    private volatile Runnable beforeScrape = () -> {};
    /** The one under way, or the last one. */
    private Future<Buffer> scrape = Future.succeededFuture(Buffer.buffer());

    Metrics(Vertx vertx, String server, LinksVerticle links, HealthService health) {
        this.health = health;
        this.vertx = vertx;
        this.links = links;
        registry.config().commonTags("server", server);
        List.<MeterBinder>of(
                        gc,
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new FileDescriptorMetrics(),
                        new UptimeMetrics())
                .forEach(each -> each.bindTo(registry));
        loopDelay = new LoopDelay(
                vertx, timer("herd_event_loop_delay_seconds", "How long tasks wait for an event loop", LOOP_DELAYS));
        places = timer("herd_places_seconds", "How long the provider of places takes to answer", PLACES_TIMES);
        gauge("herd_ready", "Whether clients are to be sent to the server", Tags.empty(), () -> isReady ? 1 : 0);
    }

    void ofState(HerdState state) {
        gauge("herd_clients", "Clients known", Tags.empty(), state::size);
        gauge("herd_tombstones", "Deleted clients that are remembered as deleted", Tags.empty(), state::tombstones);
        gauge("herd_client_bytes", "Bytes allocated for the clients known", Tags.empty(), state::bytes);
        gauge(
                "herd_root",
                "The first 48 bits of the digest of all that is known: servers of one root know the same",
                Tags.empty(),
                () -> state.tree().root() >>> ROUNDED_BITS);
    }

    void ofConnections(MemoryAccount memory) {
        gauge("herd_connection_bytes", "Bytes that connections make the server hold", Tags.empty(), memory::used);
    }

    void ofIntake(IntakeCounters counters) {
        Counted.register(Counts.OF_INTAKE, counters, Tags.empty(), registry);
    }

    void ofClients(ClientCounters counters) {
        Counted.register(Counts.OF_CLIENTS, counters, Tags.empty(), registry);
        gauge(
                "herd_connections",
                "Connections of clients open",
                Tags.empty(),
                () -> counters.connections.sum() - counters.closed.sum());
    }

    void ofHttp(HttpCounters counters) {
        Counted.register(Counts.OF_HTTP, counters, Tags.empty(), registry);
        gauge(
                "herd_streams",
                "Streams of events open over HTTP",
                Tags.empty(),
                () -> counters.streams.sum() - counters.endedStreams.sum());
    }

    void ofPhones(HerdState state, PhoneCounters counters) {
        gauge("herd_readings", "Clients of which there are readings", Tags.empty(), state::readings);
        gauge("herd_cards", "Clients that have cards", Tags.empty(), state::cards);
        Counted.register(Counts.OF_PHONES, counters, Tags.empty(), registry);
    }

    void ofMqtt(MqttCounters counters) {
        Counted.register(Counts.OF_MQTT, counters, Tags.empty(), registry);
        gauge(
                "herd_mqtt_connections",
                "Connections open at the MQTT port",
                Tags.empty(),
                () -> counters.connections.sum() - counters.closed.sum());
    }

    void ofAccess(AccessCounters counters) {
        Counted.register(Counts.OF_ACCESS, counters, Tags.empty(), registry);
    }

    void ofLinks(LinkService service, Collection<String> neighbours) {
        for (String neighbour : neighbours) {
            Tags labels = neighbour(neighbour);
            Counted.register(Counts.OF_LINKS, service.counters(neighbour), labels, registry);
            ofLink(
                    neighbour,
                    "herd_link_open",
                    "Whether the neighbour is told",
                    link -> link.state() == LinkStatus.State.OPEN ? 1 : 0);
            ofLink(neighbour, "herd_link_accepted", "Whether the neighbour tells", link -> link.accepted() ? 1 : 0);
            ofLink(neighbour, "herd_link_pending", "Clients of which it has yet to be told", LinkStatus::pending);
            ofLink(
                    neighbour,
                    "herd_link_lag_seconds",
                    "For how long something has been pending without a break",
                    link -> link.lagMillis() / 1e3);
        }
        Counted.register(Counts.OF_LINKS, service.counters(STRANGERS), neighbour(STRANGERS), registry);
    }

    private void ofLink(String neighbour, String name, String help, ToDoubleFunction<LinkStatus> value) {
        gauge(name, help, neighbour(neighbour), () -> {
            LinkStatus link = linkStatuses.get(neighbour);
            return link == null ? 0 : value.applyAsDouble(link);
        });
    }

    private static Tags neighbour(String name) {
        return Tags.of("neighbour", name);
    }

    void ofIndex(LiveIndex index) {
        gauge(
                "herd_index_lag_seconds",
                "How far the index of clients for NEAR is behind; 0 before the first question",
                Tags.empty(),
                () -> index.lagNanos() / NANOS_PER_SECOND);
        gauge("herd_index_bytes", "Bytes allocated for that index", Tags.empty(), index::bytes);
    }

    void ofFences(HerdState state, FenceFollower fences) {
        gauge("herd_fences", "Fences known", Tags.empty(), state::fences);
        gauge(
                "herd_fence_clients",
                "Clients in fences, each counted once for each fence",
                Tags.empty(),
                fences::inside);
        gauge(
                "herd_fence_bytes",
                "Bytes allocated to remember where clients were; 0 while there is no fence",
                Tags.empty(),
                fences::bytes);
        Counted.register(Counts.OF_FENCES, fences.counters(), Tags.empty(), registry);
    }

    void ofWebhooks(Webhooks webhooks) {
        gauge("herd_webhook_owed", "Events that webhooks have yet to be sent", Tags.empty(), webhooks::owed);
        Counted.register(Counts.OF_WEBHOOKS, webhooks.counters(), Tags.empty(), registry);
    }

    void ofLog(LogCounters counters) {
        Counted.register(Counts.OF_LOG, counters, Tags.empty(), registry);
    }

    void ofJournal(Journal journal) {
        Counted.register(Counts.OF_JOURNAL, journal.counters(), Tags.empty(), registry);
        Timer commits = timer("herd_journal_commit_seconds", "How long commits take", COMMIT_TIMES);
        journal.observe(nanos -> commits.record(nanos, TimeUnit.NANOSECONDS));
        gauge(
                "herd_journal_up",
                "Whether the disk takes what is to be acknowledged",
                Tags.empty(),
                () -> journal.isWell() ? 1 : 0);
        gauge(
                "herd_journal_oldest_wait_seconds",
                "For how long a reply has waited for the commit under way",
                Tags.empty(),
                () -> journal.oldestWaitNanos() / NANOS_PER_SECOND);
        gauge("herd_journal_log_files", "How many logs the journal has", Tags.empty(), journal::logFiles);
        gauge(
                "herd_journal_load_seconds",
                "How long it took to load the journal",
                Tags.empty(),
                () -> journal.loadNanos() / NANOS_PER_SECOND);
        gauge(
                "herd_journal_snapshot_age_seconds",
                "How old the last snapshot since the start is; -1 if there was none",
                Tags.empty(),
                journal::snapshotAgeSeconds);
        gauge(
                "herd_journal_snapshot_seconds",
                "How long the last snapshot took",
                Tags.empty(),
                () -> journal.snapshotNanos() / NANOS_PER_SECOND);
    }

    void ofHistory(History history) {
        Counted.register(Counts.OF_HISTORY, history.counters(), Tags.empty(), registry);
        Counted.register(Counts.OF_HISTORY_DISK, history.diskCounters(), Tags.empty(), registry);
        gauge("herd_history_reports", "Reports that the history holds", Tags.empty(), history::reports);
        gauge("herd_history_bytes", "About how many bytes of memory they take", Tags.empty(), history::bytes);
        gauge("herd_history_disk_bytes", "Bytes of the history's files", Tags.empty(), history::diskBytes);
        gauge(
                "herd_history_up",
                "Whether the disk takes what is to be acknowledged",
                Tags.empty(),
                () -> history.isWell() ? 1 : 0);
    }

    void ofKafka(KafkaBridge kafka) {
        Counted.register(Counts.OF_KAFKA, kafka.counters(), Tags.empty(), registry);
        Timer times = timer(
                "herd_kafka_acknowledgement_seconds",
                "How long the topic takes to acknowledge a batch",
                ACKNOWLEDGEMENT_TIMES);
        kafka.observe(nanos -> times.record(nanos, TimeUnit.NANOSECONDS));
        gauge(
                "herd_kafka_up",
                "Whether the topic is published to and read",
                Tags.empty(),
                () -> kafka.status().isUp() ? 1 : 0);
        gauge(
                "herd_kafka_owed",
                "Records accepted that the topic was not handed yet",
                Tags.empty(),
                () -> kafka.status().owed());
        gauge(
                "herd_kafka_in_flight",
                "Records that the topic has yet to acknowledge",
                Tags.empty(),
                () -> kafka.status().inFlight());
        gauge(
                "herd_kafka_doubtful",
                "Clients of which the topic may have an older record behind the newest",
                Tags.empty(),
                () -> kafka.status().doubtful());
        var lags = MultiGauge.builder("herd_kafka_lag")
                .description("Records yet to be read of a partition that this server reads")
                .register(registry);
        beforeScrape = () -> measureLags(kafka, lags);
    }

    /** Partitions come and go. */
    private static void measureLags(KafkaBridge kafka, MultiGauge lags) {
        lags.register(
                kafka.lags().entrySet().stream()
                        .<MultiGauge.Row<?>>map(each -> MultiGauge.Row.of(
                                Tags.of("partition", each.getKey().toString()), each.getValue()))
                        .toList(),
                true);
    }

    void ofTls(TlsService tls) {
        Counted.register(Counts.OF_TLS, tls.counters(), Tags.empty(), registry);
        gauge(
                "herd_tls_certificate_expiry_seconds",
                "In how many seconds the first of the server's certificates expires",
                Tags.empty(),
                () -> Duration.between(Instant.now(), tls.expiry()).toSeconds());
    }

    void ofOwners(OwnerCounters counters) {
        Counted.register(Counts.OF_OWNERS, counters, Tags.empty(), registry);
    }

    void ofPlaces(PlacesCounters counters) {
        Counted.register(Counts.OF_PLACES, counters, Tags.empty(), registry);
    }

    /** The provider of places took so many nanoseconds to answer. */
    void placesTook(long nanos) {
        places.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** All metrics in Prometheus' text format. Whoever asks while others wait gets what they get: to gather it takes long. */
    @Override
    public synchronized Future<Buffer> get() {
        if (scrape.isComplete()) {
            scrape = scrape();
        }
        return scrape;
    }

    private Future<Buffer> scrape() {
        Future<Boolean> readiness = health.isReady();
        return Future.all(links.status(), readiness).compose(all -> {
            List<LinkStatus> statuses = all.resultAt(0);
            linkStatuses = statuses.stream().collect(Collectors.toMap(LinkStatus::neighbour, Function.identity()));
            isReady = readiness.result();
            // The JVM's own figures may take a while.
            return vertx.executeBlocking(
                    () -> {
                        beforeScrape.run();
                        return Buffer.buffer(registry.scrape());
                    },
                    false);
        });
    }

    private void gauge(String name, String help, Tags labels, Supplier<Number> value) {
        Gauge.builder(name, value).description(help).tags(labels).register(registry);
    }

    private Timer timer(String name, String help, Duration... buckets) {
        return Timer.builder(name)
                .description(help)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    private static Duration[] millis(long... millis) {
        return Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    @Override
    public void close() {
        loopDelay.close();
        gc.close();
        registry.close();
    }
}
