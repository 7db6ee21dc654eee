package io.herd.server;

import io.herd.config.HerdConfig;
import io.herd.config.Host;
import io.herd.config.LimitsConfig;
import io.herd.config.LinksConfig;
import io.herd.config.OwnersConfig;
import io.herd.config.ServerConfig;
import io.herd.protocol.Bytes;
import io.herd.server.access.AccessService;
import io.herd.server.client.ClientCounters;
import io.herd.server.client.ClientService;
import io.herd.server.fence.FenceFollower;
import io.herd.server.history.History;
import io.herd.server.hook.Webhooks;
import io.herd.server.intake.ChangeSink;
import io.herd.server.intake.Replication;
import io.herd.server.intake.ReportIntake;
import io.herd.server.intake.ReportPublisher;
import io.herd.server.journal.Journal;
import io.herd.server.kafka.DurableMemory;
import io.herd.server.kafka.KafkaBridge;
import io.herd.server.link.Keyring;
import io.herd.server.link.LinkAcceptorVerticle;
import io.herd.server.link.LinkService;
import io.herd.server.link.LinkStatus;
import io.herd.server.link.LinksVerticle;
import io.herd.server.log.ServerLog;
import io.herd.server.mqtt.ConnectedClients;
import io.herd.server.mqtt.MqttCounters;
import io.herd.server.mqtt.MqttService;
import io.herd.server.mqtt.MqttVerticle;
import io.herd.server.mqtt.Relay;
import io.herd.server.net.MemoryAccount;
import io.herd.server.owner.Forwarding;
import io.herd.server.owner.Owners;
import io.herd.server.phone.Friends;
import io.herd.server.phone.PhoneIntake;
import io.herd.server.places.Gazetteer;
import io.herd.server.tls.CommandTls;
import io.herd.server.tls.LinkTls;
import io.herd.server.tls.TlsHandshakes;
import io.herd.server.tls.TlsService;
import io.herd.server.watch.LiveIndex;
import io.herd.server.web.HealthService;
import io.herd.state.Expiry;
import io.herd.state.HerdState;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One server of the herd, and all that it is made of. */
public final class HerdServer {
    /** After so long a server is ready even if a neighbour has not sent all that it lacks. */
    private static final long CATCH_UP_NANOS = 30_000_000_000L;

    private final long started = System.nanoTime();
    private final Vertx vertx;
    private final ServerConfig config;
    private final ServerLog log;
    private final LinkService links;
    private final LinksVerticle linksVerticle;
    private final HerdConfig herd;
    private final ExpiryTask expiry;
    private final SystemClock clock = new SystemClock();
    /** Null where the herd remembers in memory only. */
    private final @Nullable Journal journal;

    /** Null where none is kept. */
    private final @Nullable History history;

    /** Null without Kafka. */
    private final @Nullable KafkaBridge kafka;

    private final LiveIndex live;
    private final FenceFollower fences;
    private final Webhooks webhooks;
    private final DeferredPlaces places;
    /** Null where this herd keeps all clients. */
    private final @Nullable Forwarding forwarding;

    private final AccessService access;
    private final ClientService clients;
    private final PhoneIntake phones;
    private final MqttService mqtt;
    private final AtomicInteger mqttConnections = new AtomicInteger();
    private final Connections connections;
    private final MemoryAccount memory;
    /** Null where TLS is spoken nowhere. */
    private final @Nullable TlsService tls;

    /** How long a stop waits for clients, and again for neighbours, in ms. */
    private final long patience;

    private volatile Future<Void> linked = Future.succeededFuture();
    private volatile @Nullable HttpServices http;
    private volatile @Nullable String linesId;
    private volatile @Nullable String mqttId;
    private volatile @Nullable String forwardingId;
    private volatile @Nullable String acceptorId;
    private volatile @Nullable String linksId;
    private volatile boolean hasCaughtUp;
    private volatile boolean stopping;

    /**
     * Puts together what clients and neighbours need; it does nothing until it is told to {@link #acceptLinks}, then to
     * {@link #listen}, to {@link #link}, and last to {@link #serveHttp}.
     */
    public HerdServer(Vertx vertx, HerdConfig herd, String name, ServerLog log) {
        this(vertx, herd, name, log, null);
    }

    /**
     * The same.
     *
     * @param topic joins what stands in for the Kafka topic, given what this server keeps; null for that topic itself
     */
    public HerdServer(
            Vertx vertx,
            HerdConfig herd,
            String name,
            ServerLog log,
            @Nullable Function<HerdState, ReportPublisher> topic) {
        this.vertx = vertx;
        this.herd = herd;
        this.config = herd.server(name);
        this.log = log;
        List<ServerConfig> neighbours =
                config.neighbours().stream().map(herd::server).toList();
        LimitsConfig limits = herd.limits().within(Runtime.getRuntime().maxMemory());
        memory = new MemoryAccount(limits.connections().bytes());
        tls = herd.usesTls(name) ? new TlsService(vertx, herd, name, memory, log.events()) : null;
        LinksConfig linksConfig = linksConfig(herd);
        OwnersConfig table = herd.kafka().owners();
        Owners owners = table == null ? null : new Owners(table);
        var state = new HerdState(
                Keyring.of(linksConfig).hash(),
                limits.clients(),
                herd.fences().most(),
                limits.clientBytes(),
                new Expiry(herd.expiry().ttl(), herd.expiry().tombstones()),
                owners == null ? null : owners::keeps);
        expiry = new ExpiryTask(vertx, state, clock, log.events());
        links = new LinkService(
                name,
                herd.neighbours(name),
                state,
                linksConfig,
                clock,
                herd.limits().future(),
                log.events(),
                log.traffic());
        patience = herd.limits().drain().toMillis();
        linksVerticle = new LinksVerticle(links, neighbours, memory, patience, linkTls());
        journal = herd.journal().enabled() ? new Journal(vertx, name, herd.journal(), state, log.events()) : null;
        history = herd.history().enabled()
                ? new History(vertx, name, herd.history(), herd.journal(), state, log.events())
                : null;
        kafka = herd.kafka().bootstrap() == null ? null : bridge(state);
        forwarding = table == null || owners == null
                ? null
                : new Forwarding(
                        owners,
                        table,
                        memory,
                        options -> CommandTls.of(vertx, herd).tune(options),
                        topic == null ? publisher() : topic.apply(state),
                        log.events());
        live = new LiveIndex(vertx, name, state, limits.watches().clients(), log.events());
        fences = new FenceFollower(
                name, state, herd.fences().clients(), herd.fences().stale(), log.events());
        webhooks = new Webhooks(vertx, name, herd.fences().webhooks(), fences, links::heard, log.events());
        places = new DeferredPlaces(vertx);
        var counters = new ClientCounters();
        access = new AccessService(vertx, herd, name, log.events());
        connections = new Connections(herd.limits().connections(), memory, counters);
        clients = new ClientService(
                state,
                new ReportIntake(
                        Bytes.of(name), state, herd.limits(), new Replication(sinks()), clock, history, forwarding),
                places,
                live,
                fences,
                (millis, task) -> vertx.setTimer(millis, _ -> task.run()),
                access.control(),
                herd.limits(),
                log.traffic(),
                memory,
                counters);
        phones = new PhoneIntake(clients.intake(), herd.limits().lineBytes(), log.events());
        mqtt = new MqttService(
                state,
                phones,
                clients.intake(),
                new Friends(state, herd.phones().friends()),
                live,
                access.control(),
                herd.limits(),
                herd.mqtt(),
                memory,
                new MqttCounters(),
                new Relay(),
                new ConnectedClients());
    }

    /** What the acknowledgement of a report waits for. */
    private List<ChangeSink> sinks() {
        var sinks = new ArrayList<ChangeSink>(List.of(this::flushLinks));
        if (journal != null) {
            sinks.add(journal::flush);
        }
        if (history != null) {
            sinks.add(history);
        }
        return sinks;
    }

    private ReportPublisher publisher() {
        return kafka == null ? _ -> Future.failedFuture("there is no topic") : kafka::publish;
    }

    private KafkaBridge bridge(HerdState state) {
        Journal durable = journal;
        return new KafkaBridge(
                config.name(),
                herd.servers().keySet(),
                herd.kafka(),
                herd.expiry(),
                state,
                clock,
                herd.limits().future(),
                links::heard,
                this::knowsNeighbours,
                this::flushChanges,
                durable == null ? null : new DurableMemory(durable.directory(), durable::flush, durable::wasDamaged),
                log.events());
    }

    /** Where certificates authenticate servers, digests still take a key that all of them have and nobody else. */
    private static LinksConfig linksConfig(HerdConfig herd) {
        LinksConfig given = herd.links();
        return given.secret() == null ? given.withSecret(herd.commonSecret()) : given;
    }

    private @Nullable LinkTls linkTls() {
        return tls == null ? null : tls.links();
    }

    private HealthService health() {
        return new HealthService()
                .live("links", () -> linksVerticle.status().map(true))
                .ready("listens", () -> Future.succeededFuture(linesId != null))
                .ready("linked", this::isLinked)
                .ready("caught up", this::isCaughtUp)
                .ready("kafka", () -> Future.succeededFuture(kafka == null || kafka.isReady()))
                .ready("journal", () -> Future.succeededFuture(journal == null || journal.isWell()))
                .ready("history", () -> Future.succeededFuture(history == null || history.isWell()))
                .ready("stays", () -> Future.succeededFuture(!stopping));
    }

    /** Whether a neighbour has been reached, or all have been tried. */
    private Future<Boolean> isLinked() {
        return linksVerticle
                .status()
                .map(links ->
                        linksId != null || links.stream().anyMatch(link -> link.state() == LinkStatus.State.OPEN));
    }

    /**
     * Whether the neighbours that can be reached have sent what this server lacked at its start, or have had long enough for it. After
     * damage to the journal, one must be reached.
     */
    private Future<Boolean> isCaughtUp() {
        if (hasCaughtUp) {
            return Future.succeededFuture(true);
        }
        return isLinked()
                .compose(isLinked -> linksVerticle.status().map(all -> {
                    hasCaughtUp = System.nanoTime() - started > CATCH_UP_NANOS || (isLinked && isSynced(all));
                    return hasCaughtUp;
                }));
    }

    /** The same, as far as is known without waiting; asks again meanwhile. */
    private boolean knowsNeighbours() {
        if (!hasCaughtUp) {
            // Its answer is what is looked at next time.
            var _ = isCaughtUp();
        }
        return hasCaughtUp;
    }

    private boolean isSynced(List<LinkStatus> all) {
        List<LinkStatus> open = all.stream()
                .filter(link -> link.state() == LinkStatus.State.OPEN)
                .toList();
        boolean needsOne = journal != null && journal.wasDamaged() && !all.isEmpty();
        return !(needsOne && open.isEmpty()) && open.stream().allMatch(link -> links.isSyncedWith(link.neighbour()));
    }

    /** Loads certificates and the journal, and opens the port of neighbours, with as many event loops as wished. */
    public Future<Void> acceptLinks(int eventLoops) {
        return loadCertificates()
                .compose(_ -> loadTokens())
                .compose(_ -> loadJournal())
                .compose(_ -> loadHistory())
                .compose(_ -> joinTopic())
                .compose(_ -> openLinkPort(eventLoops));
    }

    private Future<Void> loadTokens() {
        return access.start().recover(e -> Future.failedFuture(StartException.cannotUseTokens(config, e)));
    }

    private Future<Void> loadCertificates() {
        return tls == null
                ? Future.succeededFuture()
                : tls.start().recover(e -> Future.failedFuture(StartException.cannotUseCertificates(config, e)));
    }

    private Future<Void> loadJournal() {
        Journal durable = journal;
        if (durable == null) {
            return Future.succeededFuture();
        }
        return vertx.executeBlocking(() -> {
                    durable.start(clock);
                    links.remembersSince(durable.since());
                    fences.wake();
                    return durable;
                })
                .recover(e -> Future.failedFuture(StartException.cannotUseJournal(config, e)))
                .mapEmpty();
    }

    private Future<Void> loadHistory() {
        History durable = history;
        if (durable == null) {
            return Future.succeededFuture();
        }
        return vertx.executeBlocking(() -> {
                    durable.start(clock);
                    return durable;
                })
                .recover(e -> Future.failedFuture(StartException.cannotUseHistory(config, e)))
                .mapEmpty();
    }

    private Future<Void> joinTopic() {
        KafkaBridge bridge = kafka;
        if (bridge == null) {
            return Future.succeededFuture();
        }
        return vertx.executeBlocking(() -> {
                    bridge.start();
                    return bridge;
                })
                .mapEmpty();
    }

    private Future<Void> openLinkPort(int eventLoops) {
        expiry.start();
        return vertx.deployVerticle(this::acceptor, instances(eventLoops))
                .recover(e -> cannotListen("linkPort", config.linkPort(), e))
                .onSuccess(id -> acceptorId = id)
                .mapEmpty();
    }

    /** Dials the neighbours, and completes when each has been linked to or could not be at the first try. */
    public Future<Void> link() {
        webhooks.start();
        linked = vertx.deployVerticle(linksVerticle)
                .onSuccess(id -> linksId = id)
                .mapEmpty();
        return linked;
    }

    /**
     * Opens the port of clients, with as many event loops as wished. Commands are answered from now on, but for those that need
     * places: they wait.
     */
    public Future<Void> listen(int eventLoops) {
        return deployForwarding()
                .compose(_ -> vertx.deployVerticle(this::lines, instances(eventLoops)))
                .onSuccess(id -> linesId = id)
                .onSuccess(_ -> log.events()
                        .info(
                                "listens at {}:{}, event loops: {}, transport: {}",
                                Host.inUrl(config.bind()),
                                config.port(),
                                eventLoops,
                                Transports.nameOf(vertx)))
                .compose(_ -> listenForMqtt(eventLoops));
    }

    private Future<Void> deployForwarding() {
        return forwarding == null
                ? Future.succeededFuture()
                : vertx.deployVerticle(forwarding)
                        .recover(e -> Future.failedFuture(StartException.cannotUseCertificates(config, e)))
                        .onSuccess(id -> forwardingId = id)
                        .mapEmpty();
    }

    private Future<Void> listenForMqtt(int eventLoops) {
        Integer port = herd.mqttPort(config.name());
        if (port == null) {
            return Future.succeededFuture();
        }
        TlsService encrypted = herd.tls().mqtt() ? tls : null;
        TlsHandshakes handshakes = encrypted == null ? null : encrypted.clientHandshakes();
        return vertx.deployVerticle(
                        () -> new MqttVerticle(port, config.bind(), mqtt, mqttConnections, handshakes),
                        instances(eventLoops))
                .recover(e -> cannotListen("mqttPort", port, e))
                .onSuccess(id -> mqttId = id)
                .onSuccess(_ -> log.events().info("listens for MQTT at {}:{}", Host.inUrl(config.bind()), port))
                .mapEmpty();
    }

    private LineVerticle lines() {
        return new LineVerticle(
                config, clients, connections, herd.tls().clients(), tls == null ? null : tls.clientHandshakes());
    }

    private static DeploymentOptions instances(int eventLoops) {
        return new DeploymentOptions().setInstances(eventLoops);
    }

    private LinkAcceptorVerticle acceptor() {
        return new LinkAcceptorVerticle(
                config, links, linksVerticle::neighbourLinked, this::flushChanges, memory, patience, linkTls());
    }

    /** Has all take what neighbours have told: nobody waits for it here. */
    private void flushChanges() {
        // It never fails.
        var _ = flushLinks();
        if (journal != null) {
            journal.wake();
        }
    }

    /** Has neighbours told what has changed, and soon those who watch. */
    private Future<Void> flushLinks() {
        live.wake();
        fences.wake();
        if (kafka != null) {
            kafka.wake();
        }
        return linksVerticle.flush();
    }

    private Future<String> cannotListen(String setting, int port, Throwable cause) {
        return Future.failedFuture(StartException.cannotListen(config, setting, port, cause));
    }

    /**
     * Opens the HTTP port, and answers what needs places.
     *
     * @param gazetteer the embedded places, perhaps still being loaded
     */
    public Future<Void> serveHttp(Future<Gazetteer> gazetteer) {
        gazetteer.onComplete(
                loaded -> {
                    loaded.problems().forEach(log.events()::warn);
                    log.events().info("the gazetteer knows {} places", loaded.size());
                },
                failure -> log.events().error("the gazetteer cannot be loaded", failure));
        var services = new HttpServices(
                vertx,
                herd,
                config,
                links,
                linksVerticle,
                clients,
                live,
                fences,
                webhooks,
                phones,
                mqtt.counters(),
                journal,
                history,
                kafka,
                health(),
                gazetteer,
                tls,
                forwarding,
                log);
        http = services;
        return services.open().onSuccess(_ -> places.open(services.places()::near));
    }

    /**
     * Stops in order: takes no new clients, finishes the commands in hand, tells the neighbours and the journal what is pending for
     * them, and closes. Stopping what did not start is harmless; never fails.
     */
    public Future<Void> stop() {
        stopping = true;
        return undeploy(mqttId)
                .eventually(() -> undeploy(linesId))
                .eventually(() -> Future.join(undeploy(acceptorId), linked.eventually(() -> undeploy(linksId))))
                .eventually(() -> kafka == null ? Future.succeededFuture() : kafka.stop(Duration.ofMillis(patience)))
                .eventually(() -> journal == null ? Future.succeededFuture() : journal.stop())
                .eventually(() -> history == null ? Future.succeededFuture() : history.stop())
                .eventually(this::closeHttp)
                .eventually(() -> undeploy(forwardingId))
                .eventually(webhooks::stop)
                .onComplete(_ -> {
                    expiry.stop();
                    access.stop();
                    stopTls();
                    live.stop();
                    fences.stop();
                })
                .otherwiseEmpty()
                .onComplete(_ -> log.events()
                        .info(
                                "stopped after {}, {}; told neighbours {} reports, heard {}",
                                clients.counters(),
                                clients.intake().counters(),
                                links.total(each -> each.told),
                                links.total(each -> each.heard)));
    }

    private void stopTls() {
        if (tls != null) {
            tls.stop();
        }
    }

    private Future<Void> closeHttp() {
        HttpServices services = http;
        return services == null ? Future.succeededFuture() : services.close();
    }

    private Future<Void> undeploy(@Nullable String id) {
        return id == null ? Future.succeededFuture() : vertx.undeploy(id);
    }
}
