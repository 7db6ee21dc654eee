package io.herd.server.tls;

import io.herd.config.HerdConfig;
import io.herd.config.TlsConfig;
import io.herd.config.TlsConfig.CertificateFiles;
import io.herd.server.net.MemoryAccount;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * TLS of one server: its certificates, which are loaded anew when their files change, and the handshakes on its ports. Connections that
 * are open keep what they were opened with.
 */
public final class TlsService {
    /** How often the files are looked at. They are read then, which takes less than a millisecond, on a background thread. */
    private static final Duration CHECKS = Duration.ofSeconds(2);

    private static final long CLIENT_HANDSHAKE_MILLIS = 10_000;

    private final Vertx vertx;
    private final Logger log;
    private final long checkMillis;
    private final TlsCounters counters = new TlsCounters();
    private final OwnCertificates own = new OwnCertificates();
    private final Map<LoadedCertificate<?>, ExpiryWarning> warnings = new HashMap<>();
    private final @Nullable LoadedCertificate<SslContext> forClients;
    private final @Nullable LoadedCertificate<LinkContexts> forLinks;
    private final @Nullable TlsHandshakes clients;
    private final @Nullable LinkTls links;
    private long timer = -1;

    private record LinkContexts(SslContext accepted, SslContext dialled) {}

    /** TLS of the server of a name. Nothing is read before the {@link #start}. */
    public TlsService(Vertx vertx, HerdConfig herd, String server, MemoryAccount memory, Logger log) {
        this(vertx, herd, server, memory, log, CHECKS);
    }

    TlsService(Vertx vertx, HerdConfig herd, String server, MemoryAccount memory, Logger log, Duration checks) {
        this.vertx = vertx;
        this.log = log;
        this.checkMillis = checks.toMillis();
        TlsConfig config = herd.tls();
        var failures = new FailureLog(System.nanoTime());
        boolean hasMqtt = config.mqtt() && herd.mqttPort(server) != null;
        boolean isShown = config.clients()
                || config.http()
                || hasMqtt
                || herd.server(server).tlsPort() != null;
        CertificateFiles shown = isShown ? config.forClients(server) : null;
        forClients = shown == null
                ? null
                : new LoadedCertificate<>(vertx, shown, identity -> context(identity, config.clientCertificates()));
        clients = forClients == null
                ? null
                : new TlsHandshakes(
                        forClients::get,
                        HandshakeWorkers.forClients(),
                        CLIENT_HANDSHAKE_MILLIS,
                        counters,
                        failures,
                        memory,
                        log);
        CertificateFiles linked = config.links() ? config.forLinks(server) : null;
        forLinks = linked == null
                ? null
                : new LoadedCertificate<>(
                        vertx,
                        linked,
                        identity -> new LinkContexts(
                                Contexts.forAcceptedLinks(identity), Contexts.forDialledLinks(identity)));
        long patience = herd.links().handshake().toMillis();
        Executor linkWorkers = HandshakeWorkers.forLinks();
        links = forLinks == null
                ? null
                : new LinkTls(
                        new TlsHandshakes(
                                () -> forLinks.get().accepted, linkWorkers, patience, counters, failures, memory, log),
                        new TlsHandshakes(
                                () -> forLinks.get().dialled, linkWorkers, patience, counters, failures, memory, log));
        all().forEach(each -> warnings.put(each, new ExpiryWarning()));
    }

    private SslContext context(Identity identity, TlsConfig.ClientCertificates wanted) {
        own.add(identity.leaf());
        ClientAuth auth = switch (wanted) {
            case NONE -> ClientAuth.NONE;
            case WANTED -> ClientAuth.OPTIONAL;
            case REQUIRED -> ClientAuth.REQUIRE;
        };
        return Contexts.forClients(
                identity, auth, auth == ClientAuth.NONE ? own : own.or(Authorities.of(identity.authorities())));
    }

    private List<LoadedCertificate<?>> all() {
        return Stream.<LoadedCertificate<?>>of(forClients, forLinks)
                .filter(each -> each != null)
                .toList();
    }

    /** Loads the certificates; fails with a {@link TlsException} if one cannot be used. */
    public Future<Void> start() {
        return vertx.executeBlocking(() -> {
                    all().forEach(LoadedCertificate::load);
                    all().forEach(this::warn);
                    return this;
                })
                .onSuccess(_ -> timer = vertx.setTimer(checkMillis, _ -> check()))
                .mapEmpty();
    }

    private void check() {
        vertx.executeBlocking(() -> {
                    all().forEach(this::check);
                    return this;
                })
                .onFailure(e -> log.error("a fault of this server keeps it from checking its certificates", e))
                .onComplete(_ -> timer = vertx.setTimer(checkMillis, _ -> check()));
    }

    private void check(LoadedCertificate<?> certificate) {
        switch (certificate.check(Instant.now())) {
            case RELOADED -> {
                counters.reloads.increment();
                log.info(
                        "loaded {} anew; it is valid until {}",
                        certificate.file(),
                        certificate.identity().expiry());
            }
            case REFUSED -> {
                counters.failedReloads.increment();
                log.error(
                        "{} has changed and cannot be used: {}; the one before stays in use. Put a certificate and its key there",
                        certificate.file(),
                        certificate.problem());
            }
            case UNCHANGED -> {}
        }
        warn(certificate);
    }

    private void warn(LoadedCertificate<?> certificate) {
        Instant expiry = certificate.identity().expiry();
        ExpiryWarning warning = warnings.get(certificate);
        if (warning != null && warning.isDue(expiry, Instant.now())) {
            log.warn(
                    "{} is valid until {}: replace it and its key; they are loaded without a restart",
                    certificate.file(),
                    expiry);
        }
    }

    /** Handshakes with clients; null where there is no certificate for them. */
    public @Nullable TlsHandshakes clientHandshakes() {
        return clients;
    }

    /** Handshakes with neighbours; null where links are not encrypted. */
    public @Nullable LinkTls links() {
        return links;
    }

    /** Lets a client of HTTP ask this server itself, whatever its certificate is for. */
    public void askItself(HttpClientOptions options) {
        if (forClients != null) {
            options.setSsl(true)
                    .setVerifyHost(false)
                    .setTrustOptions(TrustOptions.wrap(own))
                    .setKeyCertOptions(KeyCertOptions.wrap(new CurrentKey(forClients::identity)));
        }
    }

    public TlsCounters counters() {
        return counters;
    }

    /** When the first of the certificates expires. */
    public Instant expiry() {
        return all().stream()
                .map(each -> each.identity().expiry())
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /** Why changed files are not used; empty if they are. */
    public String problem() {
        return all().stream()
                .map(LoadedCertificate::problem)
                .filter(problem -> !problem.isEmpty())
                .findFirst()
                .orElse("");
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }
}
