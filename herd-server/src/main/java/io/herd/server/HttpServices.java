package io.herd.server;

import io.herd.config.HerdConfig;
import io.herd.config.ServerConfig;
import io.herd.server.client.ClientService;
import io.herd.server.fence.FenceFollower;
import io.herd.server.history.History;
import io.herd.server.hook.Webhooks;
import io.herd.server.journal.Journal;
import io.herd.server.kafka.KafkaBridge;
import io.herd.server.link.LinkService;
import io.herd.server.link.LinksVerticle;
import io.herd.server.log.ServerLog;
import io.herd.server.mqtt.MqttCounters;
import io.herd.server.owner.Forwarding;
import io.herd.server.page.HerdPoll;
import io.herd.server.page.HerdService;
import io.herd.server.page.PageService;
import io.herd.server.phone.Friends;
import io.herd.server.phone.PhoneIntake;
import io.herd.server.places.Gazetteer;
import io.herd.server.places.GazetteerService;
import io.herd.server.places.NearbySearch;
import io.herd.server.tls.TlsService;
import io.herd.server.watch.LiveIndex;
import io.herd.server.web.Api;
import io.herd.server.web.ApiService;
import io.herd.server.web.Guard;
import io.herd.server.web.HealthService;
import io.herd.server.web.HttpCounters;
import io.herd.server.web.MetricsService;
import io.herd.server.web.PhonesService;
import io.herd.server.web.StatusService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server serves over HTTP, and the search for places, which asks the gazetteer over HTTP. Clients can connect before any
 * of it is made.
 */
final class HttpServices {
    private final Vertx vertx;
    private final ServerConfig config;
    private final Metrics metrics;
    private final NearbySearch places;
    private final HttpVerticle http;
    private final HerdPoll herdPoll;
    private volatile @Nullable String httpId;

    /**
     * Puts the services together; they are not served until they are told to {@link #open}.
     *
     * @param journal null where the herd remembers in memory only
     * @param history null where none is kept
     * @param kafka null without Kafka
     * @param gazetteer the embedded places, perhaps still being loaded
     * @param tls null where TLS is spoken nowhere
     * @param forwarding null where this herd keeps all clients
     */
    HttpServices(
            Vertx vertx,
            HerdConfig herd,
            ServerConfig config,
            LinkService links,
            LinksVerticle linksVerticle,
            ClientService clients,
            LiveIndex index,
            FenceFollower fences,
            Webhooks webhooks,
            PhoneIntake phones,
            MqttCounters mqtt,
            @Nullable Journal journal,
            @Nullable History history,
            @Nullable KafkaBridge kafka,
            HealthService health,
            Future<Gazetteer> gazetteer,
            @Nullable TlsService tls,
            @Nullable Forwarding forwarding,
            ServerLog log) {
        this.vertx = vertx;
        this.config = config;
        var counters = new HttpCounters();
        metrics = new Metrics(vertx, config.name(), linksVerticle, health);
        TlsService forHttp = herd.tls().http() ? tls : null;
        places = NearbySearch.of(
                vertx, herd.places(), config, forHttp == null ? null : forHttp::askItself, metrics::placesTook);
        metrics.ofState(clients.state());
        metrics.ofConnections(clients.memory());
        metrics.ofIntake(clients.intake().counters());
        metrics.ofClients(clients.counters());
        metrics.ofHttp(counters);
        metrics.ofPhones(clients.state(), phones.counters());
        metrics.ofMqtt(mqtt);
        metrics.ofAccess(clients.access().counters());
        metrics.ofIndex(index);
        metrics.ofFences(clients.state(), fences);
        metrics.ofWebhooks(webhooks);
        metrics.ofPlaces(places.counters());
        metrics.ofLinks(links, config.neighbours());
        metrics.ofLog(log.counters());
        if (journal != null) {
            metrics.ofJournal(journal);
        }
        if (history != null) {
            metrics.ofHistory(history);
        }
        if (kafka != null) {
            metrics.ofKafka(kafka);
        }
        if (tls != null) {
            metrics.ofTls(tls);
        }
        if (forwarding != null) {
            metrics.ofOwners(forwarding.counters());
        }
        var status = new StatusSource(
                config.name(),
                links.keys().shownDigestKey(),
                clients,
                journal,
                history,
                kafka,
                webhooks,
                phones.counters(),
                mqtt,
                counters,
                linksVerticle,
                places.counters(),
                log.counters(),
                tls,
                forwarding);
        var guard = new Guard(clients.access(), counters);
        int connections = herd.limits().connections().http();
        var service = new ApiService(
                clients.state(),
                clients.intake(),
                index,
                fences,
                places::near,
                history,
                guard,
                clients.memory(),
                counters,
                herd.limits().lineBytes(),
                // The others are for requests: health checks must always find one.
                connections / 2,
                herd.limits().watches().perConnection());
        var api = new Api(vertx, service, herd.http().cors());
        var apps = new PhonesService(
                service,
                phones,
                new Friends(clients.state(), herd.phones().friends()),
                herd.phones().bodyBytes());
        herdPoll = new HerdPoll(vertx, herd, config.name(), status);
        http = new HttpVerticle(
                config,
                connections,
                counters,
                clients.memory(),
                List.of(
                        guard::mount,
                        new GazetteerService(gazetteer)::mount,
                        api::mount,
                        new StatusService(status)::mount,
                        new MetricsService(metrics)::mount,
                        health::mount,
                        new HerdService(guard, herdPoll)::mount,
                        new PageService(vertx, herd, config.name(), gazetteer)::mount,
                        apps::mount),
                forHttp == null ? null : forHttp.clientHandshakes());
    }

    /** Opens the HTTP port. */
    Future<Void> open() {
        return vertx.deployVerticle(http)
                .recover(
                        e -> Future.failedFuture(StartException.cannotListen(config, "httpPort", config.httpPort(), e)))
                .onSuccess(id -> httpId = id)
                .mapEmpty();
    }

    /** The search for places, of use once the HTTP port is open. */
    NearbySearch places() {
        return places;
    }

    /** Closes all that is open; searches still under way are answered as failed. */
    Future<Void> close() {
        String id = httpId;
        return places.close()
                .eventually(() -> id == null ? Future.succeededFuture() : vertx.undeploy(id))
                .onComplete(_ -> {
                    herdPoll.close();
                    metrics.close();
                });
    }
}
