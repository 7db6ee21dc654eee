package io.herd.server;

import io.herd.access.Credentials;
import io.herd.server.access.AccessCounters;
import io.herd.server.client.ClientCounters;
import io.herd.server.fence.FenceCounters;
import io.herd.server.fence.FenceEvent;
import io.herd.server.history.HistoryCounters;
import io.herd.server.hook.Delivery;
import io.herd.server.hook.HookCounters;
import io.herd.server.intake.IntakeCounters;
import io.herd.server.intake.Refusal;
import io.herd.server.journal.JournalCounters;
import io.herd.server.kafka.BridgeCounters;
import io.herd.server.link.LinkCounters;
import io.herd.server.log.LogCounters;
import io.herd.server.mqtt.MqttCounters;
import io.herd.server.mqtt.MqttRefusal;
import io.herd.server.owner.ForwardFailure;
import io.herd.server.owner.OwnerCounters;
import io.herd.server.phone.PhoneCounters;
import io.herd.server.phone.PhoneResult;
import io.herd.server.places.PlacesCounters;
import io.herd.server.places.SearchStatus;
import io.herd.server.tls.HandshakeFailure;
import io.herd.server.tls.TlsCounters;
import io.herd.server.web.HttpCounters;
import io.herd.server.web.HttpRefusal;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;

/** All that a server counts, as {@code /status} and {@code /metrics} tell it. */
final class Counts {
    private static final String REPORTS = "herd_reports_total";
    private static final String REPORTS_HELP = "IAMATs accepted, by whether they were newer than what was known";
    private static final String QUESTIONS = "herd_questions_total";
    private static final String QUESTIONS_HELP = "Questions answered, by the command";
    private static final String INVALID = "herd_invalid_commands_total";
    private static final String INVALID_HELP = "Commands answered with a question mark, by the reason";

    private static final String HOOKS = "herd_webhook_events_total";
    private static final String HOOKS_HELP = "Events for webhooks, by what became of them";

    private static final String TURNED_AWAY = "herd_connections_turned_away_total";
    private static final String TURNED_AWAY_HELP = "Connections refused or cut, by the reason";
    private static final String WAITS = "herd_connection_waits_total";
    private static final String WAITS_HELP = "How often a connection's commands had to wait, by the reason";
    private static final String NOT_KEPT = "herd_link_not_kept_total";
    private static final String NOT_KEPT_HELP = "Reports told by the neighbour and not kept, by the reason";
    private static final String CREDENTIALS = "herd_credentials_total";
    private static final String CREDENTIALS_HELP = "Credentials that clients showed, by what became of them";
    private static final String REFUSED = "herd_places_refused_total";
    private static final String REFUSED_HELP =
            "Searches that were refused before the provider was asked, by the reason";

    private static final String FAILED = "herd_journal_failures_total";
    private static final String FAILED_HELP = "What the disk failed to do for the journal, by kind";

    private static final String HISTORY = "herd_history_taken_total";
    private static final String HISTORY_HELP =
            "Reports for the history, by whether it had one of the client and the time";
    private static final String HISTORY_DROPPED = "herd_history_dropped_total";
    private static final String HISTORY_DROPPED_HELP = "Reports dropped from the history, by the reason";
    private static final String HISTORY_FAILED = "herd_history_failures_total";
    private static final String HISTORY_FAILED_HELP = "What the disk failed to do for the history, by kind";

    private static final String KAFKA_READ = "herd_kafka_read_total";
    private static final String KAFKA_READ_HELP = "Records read from the topic, by what became of them";
    private static final String KAFKA_AGAIN = "herd_kafka_published_again_total";
    private static final String KAFKA_AGAIN_HELP = "Records published though nothing new was accepted, by the reason";

    private static final String LOG_DROPPED = "herd_log_lines_dropped_total";
    private static final String LOG_DROPPED_HELP = "Lines missing from the log, by the reason";

    /** Counters of clients' commands and connections. */
    static final List<Counted<ClientCounters>> OF_CLIENTS = List.of(
            of("connections", "herd_connections_opened_total", "Connections opened", each -> each.connections),
            of("crowded", TURNED_AWAY, "reason", "crowded", TURNED_AWAY_HELP, each -> each.crowded),
            of("idle", TURNED_AWAY, "reason", "idle", TURNED_AWAY_HELP, each -> each.idle),
            of("greedy", TURNED_AWAY, "reason", "greedy", TURNED_AWAY_HELP, each -> each.greedy),
            of("slow_readers", WAITS, "reason", "slow_reader", WAITS_HELP, each -> each.slowReaders),
            of("deep_pipelines", WAITS, "reason", "deep_pipeline", WAITS_HELP, each -> each.deepPipelines),
            of(
                    "unacknowledged",
                    TURNED_AWAY,
                    "reason",
                    "unacknowledged",
                    TURNED_AWAY_HELP,
                    each -> each.unacknowledged),
            of("whatsats", QUESTIONS, "command", "WHATSAT", QUESTIONS_HELP, each -> each.whatsats),
            of("nears", QUESTIONS, "command", "NEAR", QUESTIONS_HELP, each -> each.nears),
            of("whereises", QUESTIONS, "command", "WHEREIS", QUESTIONS_HELP, each -> each.whereises),
            new Counted<>("invalid", null, Tags.empty(), INVALID_HELP, each -> each.invalid),
            of("malformed", INVALID, "reason", "malformed", INVALID_HELP, each -> each.malformed),
            of("unknown_clients", INVALID, "reason", "unknown_client", INVALID_HELP, each -> each.unknownClients),
            of("too_many_watches", INVALID, "reason", "too_many_watches", INVALID_HELP, each -> each.tooManyWatches),
            of("elsewhere", INVALID, "reason", "elsewhere", INVALID_HELP, each -> each.elsewhere),
            of("overlong_lines", INVALID, "reason", "overlong_line", INVALID_HELP, each -> each.overlongLines));

    /** What clients reported. */
    static final List<Counted<IntakeCounters>> OF_INTAKE = List.of(
            of("reports", REPORTS, "kind", "news", REPORTS_HELP, each -> each.accepted),
            of("stale_reports", REPORTS, "kind", "stale", REPORTS_HELP, each -> each.stale),
            refused("from_the_future", Refusal.FROM_THE_FUTURE),
            refused("too_often", Refusal.TOO_OFTEN),
            refused("too_many_clients", Refusal.TOO_MANY_CLIENTS),
            refused("expired", Refusal.EXPIRED),
            refused("deleted", Refusal.DELETED),
            of(
                    "notes_dropped",
                    "herd_notes_dropped_total",
                    "Readings and cards of devices for which there was no room",
                    each -> each.notesDropped),
            of("deletions", "herd_deletions_total", "Clients deleted", each -> each.deletions),
            of("fences", "herd_fences_defined_total", "Fences defined, or defined anew", each -> each.fences),
            of("fence_deletions", "herd_fences_deleted_total", "Fences deleted", each -> each.fenceDeletions));

    /** What happened at fences. */
    static final List<Counted<FenceCounters>> OF_FENCES = List.of(
            happened(FenceEvent.Kind.ENTER),
            happened(FenceEvent.Kind.LEAVE),
            happened(FenceEvent.Kind.PASS),
            happened(FenceEvent.Kind.STALE),
            happened(FenceEvent.Kind.GONE),
            of(
                    "fence_untracked",
                    "herd_fence_untracked_total",
                    "Clients that entered a fence while fences.clients were in fences",
                    each -> each.untracked));

    /** What became of events for webhooks. */
    static final List<Counted<HookCounters>> OF_WEBHOOKS = List.of(
            of("webhook_delivered", HOOKS, "result", "delivered", HOOKS_HELP, each -> each.delivered),
            of("webhook_expired", HOOKS, "result", "expired", HOOKS_HELP, each -> each.expired),
            of("webhook_dropped", HOOKS, "result", "dropped", HOOKS_HELP, each -> each.dropped),
            of(
                    "webhook_retried",
                    "herd_webhook_retries_total",
                    "Events that were sent again to a webhook that had not taken them",
                    each -> each.retried),
            notTaken(Delivery.Reason.STATUS),
            notTaken(Delivery.Reason.TIMEOUT),
            notTaken(Delivery.Reason.UNREACHABLE),
            notTaken(Delivery.Reason.PRIVATE_ADDRESS));

    /** What became of connections and requests over HTTP. */
    static final List<Counted<HttpCounters>> OF_HTTP = List.of(
            of("crowded_http", TURNED_AWAY, "reason", "crowded_http", TURNED_AWAY_HELP, each -> each.crowded),
            of("unread_http", TURNED_AWAY, "reason", "unread_http", TURNED_AWAY_HELP, each -> each.unread),
            of("cut_streams", TURNED_AWAY, "reason", "cut_stream", TURNED_AWAY_HELP, each -> each.cutStreams),
            of("streams", "herd_streams_opened_total", "Streams of events opened over HTTP", each -> each.streams),
            refused(HttpRefusal.MALFORMED_PARAMETER),
            refused(HttpRefusal.MALFORMED_BODY),
            refused(HttpRefusal.MALFORMED_REPORT),
            refused(HttpRefusal.MEDIA_TYPE),
            refused(HttpRefusal.BODY_TOO_LARGE),
            refused(HttpRefusal.TOO_MANY_REPORTS),
            refused(HttpRefusal.MALFORMED_MESSAGE),
            refused(HttpRefusal.TOO_MANY_SUBSCRIPTIONS),
            refused(HttpRefusal.UNAUTHENTICATED),
            refused(HttpRefusal.FORBIDDEN),
            refused(HttpRefusal.FORBIDDEN_ORIGIN),
            refused(HttpRefusal.NO_WEBSOCKET),
            refused(HttpRefusal.UNKNOWN_CLIENT),
            refused(HttpRefusal.NO_HISTORY),
            refused(HttpRefusal.MALFORMED_FENCE),
            refused(HttpRefusal.UNKNOWN_FENCE),
            refused(HttpRefusal.BUSY),
            refused(HttpRefusal.TOO_MANY_STREAMS),
            refused(HttpRefusal.OWNER_AWAY),
            refused(HttpRefusal.UNACKNOWLEDGED),
            refused(HttpRefusal.NO_ROOM));

    /** What became of the messages of phones and trackers. */
    static final List<Counted<PhoneCounters>> OF_PHONES =
            Stream.of(PhoneResult.values()).map(Counts::became).toList();

    /** What happened at the MQTT port. */
    static final List<Counted<MqttCounters>> OF_MQTT = Stream.concat(
                    Stream.<Counted<MqttCounters>>of(
                            of(
                                    "mqtt_connections",
                                    "herd_mqtt_connections_opened_total",
                                    "Connections opened at the MQTT port",
                                    each -> each.connections),
                            of(
                                    "mqtt_published",
                                    "herd_mqtt_published_total",
                                    "Messages that clients published over MQTT",
                                    each -> each.published),
                            of(
                                    "mqtt_sent",
                                    "herd_mqtt_sent_total",
                                    "Messages sent to subscribers over MQTT",
                                    each -> each.sent)),
                    Stream.of(MqttRefusal.values()).map(Counts::refused))
            .toList();

    /** What became of credentials, and of commands of clients that may not. */
    static final List<Counted<AccessCounters>> OF_ACCESS = List.of(
            of("forbidden", INVALID, "reason", "forbidden", INVALID_HELP, each -> each.forbidden),
            of("credentials_accepted", CREDENTIALS, "result", "accepted", CREDENTIALS_HELP, each -> each.accepted),
            of("credentials_throttled", CREDENTIALS, "result", "throttled", CREDENTIALS_HELP, each -> each.throttled),
            refused(Credentials.Reason.WRONG),
            refused(Credentials.Reason.UNLISTED),
            refused(Credentials.Reason.EXPIRED),
            refused(Credentials.Reason.REVOKED),
            of(
                    "token_list_errors",
                    "herd_token_list_errors_total",
                    "Changes of the list of tokens that could not be read",
                    each -> each.unreadable));

    /** Counters of searches for places. */
    static final List<Counted<PlacesCounters>> OF_PLACES = List.of(
            of("searches", "herd_places_searches_total", "Searches by clients", each -> each.searches),
            of(
                    "cache_hits",
                    "herd_places_cache_hits_total",
                    "Searches answered from the cache",
                    each -> each.cacheHits),
            of("joined", "herd_places_joined_total", "Searches that waited for another's answer", each -> each.joined),
            of("requests", "herd_places_requests_total", "Requests sent to the provider", each -> each.requests),
            of("left_out", "herd_places_left_out_total", "Records that could not be read", each -> each.leftOut),
            of("refused_busy", REFUSED, "reason", "busy", REFUSED_HELP, each -> each.refusedBusy),
            of("refused_budget", REFUSED, "reason", "budget", REFUSED_HELP, each -> each.refusedBudget),
            of("refused_breaker", REFUSED, "reason", "breaker", REFUSED_HELP, each -> each.refusedBreaker),
            answers(SearchStatus.OK),
            answers(SearchStatus.ZERO_RESULTS),
            answers(SearchStatus.INVALID_REQUEST),
            answers(SearchStatus.OVER_QUERY_LIMIT),
            answers(SearchStatus.REQUEST_DENIED),
            answers(SearchStatus.UNKNOWN_ERROR));

    /** Counters of the links with a neighbour. */
    static final List<Counted<LinkCounters>> OF_LINKS = List.of(
            of("told", "herd_link_told_total", "Reports told to the neighbour", each -> each.told),
            of("heard", "herd_link_heard_total", "Reports told by the neighbour", each -> each.heard),
            of("news", "herd_link_news_total", "Reports told by the neighbour that were news", each -> each.news),
            of("from_the_future", NOT_KEPT, "reason", "from_the_future", NOT_KEPT_HELP, each -> each.fromTheFuture),
            of("no_room", NOT_KEPT, "reason", "no_room", NOT_KEPT_HELP, each -> each.noRoom),
            of("expired", NOT_KEPT, "reason", "expired", NOT_KEPT_HELP, each -> each.expired),
            of("elsewhere", NOT_KEPT, "reason", "elsewhere", NOT_KEPT_HELP, each -> each.elsewhere),
            of("opened", "herd_link_opened_total", "Links opened, dialled and accepted", each -> each.opened),
            of("lost", "herd_link_lost_total", "Links that broke or fell silent", each -> each.lost),
            of("refused", "herd_link_refused_total", "Links that either side refused", each -> each.refused),
            of(
                    "namesakes",
                    "herd_link_namesakes_total",
                    "Links refused since another server has the name",
                    each -> each.namesakes),
            of("walks", "herd_link_walks_total", "Comparisons of digests to find a difference", each -> each.walks),
            of(
                    "repaired",
                    "herd_link_repaired_total",
                    "Reports that anti-entropy found missing and sent",
                    each -> each.repaired));

    /** Counters of lines missing from the log. */
    static final List<Counted<LogCounters>> OF_LOG = List.of(
            of("over_limit", LOG_DROPPED, "reason", "over_limit", LOG_DROPPED_HELP, each -> each.overLimit),
            of("queue_full", LOG_DROPPED, "reason", "queue_full", LOG_DROPPED_HELP, each -> each.queueFull));

    /** Counters of TLS. */
    static final List<Counted<TlsCounters>> OF_TLS = List.of(
            of("handshakes", "herd_tls_handshakes_total", "Handshakes of TLS that succeeded", each -> each.handshakes),
            failed(HandshakeFailure.TIMEOUT),
            failed(HandshakeFailure.PLAIN_TEXT),
            failed(HandshakeFailure.PROTOCOL),
            failed(HandshakeFailure.CERTIFICATE),
            failed(HandshakeFailure.CLOSED),
            failed(HandshakeFailure.OTHER),
            of("reloads", "herd_tls_reloads_total", "Changed certificates that were loaded", each -> each.reloads),
            of(
                    "failed_reloads",
                    "herd_tls_failed_reloads_total",
                    "Changed certificates that cannot be used",
                    each -> each.failedReloads));

    /** Counters of the journal. */
    static final List<Counted<JournalCounters>> OF_JOURNAL = List.of(
            of("commits", "herd_journal_commits_total", "Commits that wrote reports", each -> each.commits),
            of("records", "herd_journal_records_total", "Reports written to the log", each -> each.records),
            of("bytes", "herd_journal_bytes_total", "Bytes of logs and snapshots", each -> each.bytes),
            of("snapshots", "herd_journal_snapshots_total", "Snapshots taken", each -> each.snapshots),
            of("failed_creations", FAILED, "kind", "create", FAILED_HELP, each -> each.failedCreations),
            of("failed_writes", FAILED, "kind", "write", FAILED_HELP, each -> each.failedWrites),
            of("failed_forces", FAILED, "kind", "force", FAILED_HELP, each -> each.failedForces),
            of("failed_snapshots", FAILED, "kind", "snapshot", FAILED_HELP, each -> each.failedSnapshots),
            of(
                    "damaged_batches",
                    "herd_journal_damaged_batches_total",
                    "Batches that were damaged when the journal was loaded",
                    each -> each.damagedBatches));

    /** What became of reports for the history. */
    static final List<Counted<HistoryCounters>> OF_HISTORY = List.of(
            of("added", HISTORY, "kind", "added", HISTORY_HELP, each -> each.added),
            of("duplicates", HISTORY, "kind", "duplicate", HISTORY_HELP, each -> each.duplicates),
            of("dropped_by_age", HISTORY_DROPPED, "reason", "age", HISTORY_DROPPED_HELP, each -> each.droppedByAge),
            of(
                    "dropped_by_reports",
                    HISTORY_DROPPED,
                    "reason",
                    "reports",
                    HISTORY_DROPPED_HELP,
                    each -> each.droppedByReports),
            of(
                    "dropped_by_bytes",
                    HISTORY_DROPPED,
                    "reason",
                    "bytes",
                    HISTORY_DROPPED_HELP,
                    each -> each.droppedByBytes),
            of("deleted", HISTORY_DROPPED, "reason", "deleted", HISTORY_DROPPED_HELP, each -> each.deleted));

    /** What the disk did for the history. */
    static final List<Counted<JournalCounters>> OF_HISTORY_DISK = List.of(
            of("bytes", "herd_history_written_bytes_total", "Bytes written for the history", each -> each.bytes),
            of("failed_creations", HISTORY_FAILED, "kind", "create", HISTORY_FAILED_HELP, each -> each.failedCreations),
            of("failed_writes", HISTORY_FAILED, "kind", "write", HISTORY_FAILED_HELP, each -> each.failedWrites),
            of("failed_forces", HISTORY_FAILED, "kind", "force", HISTORY_FAILED_HELP, each -> each.failedForces),
            of(
                    "damaged_batches",
                    "herd_history_damaged_batches_total",
                    "Batches of the history that were damaged when they were read",
                    each -> each.damagedBatches));

    /** What became of commands about clients that other herds keep. */
    static final List<Counted<OwnerCounters>> OF_OWNERS = Stream.concat(
                    Stream.<Counted<OwnerCounters>>of(
                            of(
                                    "forwarded",
                                    "herd_forwarded_total",
                                    "Commands forwarded to the herds of their clients",
                                    each -> each.forwarded),
                            of(
                                    "relayed",
                                    "herd_forwarded_relayed_total",
                                    "Commands that the herds of their clients answered",
                                    each -> each.relayed),
                            of(
                                    "refused",
                                    "herd_forwarded_refused_total",
                                    "Reports that the herds of their clients refused",
                                    each -> each.refused),
                            of(
                                    "published",
                                    "herd_published_instead_total",
                                    "Records of other herds' clients that were published",
                                    each -> each.published),
                            of(
                                    "unpublished",
                                    "herd_unpublished_total",
                                    "Records of other herds' clients that could not be published",
                                    each -> each.unpublished),
                            of(
                                    "loops",
                                    "herd_forwarding_loops_total",
                                    "Commands that other herds forwarded here, though they are for a third one",
                                    each -> each.loops)),
                    Stream.of(ForwardFailure.values()).map(Counts::failed))
            .toList();
    /** What was published to the Kafka topic, and read from it. */
    static final List<Counted<BridgeCounters>> OF_KAFKA = List.of(
            of(
                    "published",
                    "herd_kafka_published_total",
                    "Records that the topic has acknowledged",
                    each -> each.published),
            of(
                    "failed",
                    "herd_kafka_failed_total",
                    "Records not acknowledged; they are owed again",
                    each -> each.failed),
            of("refused", "herd_kafka_refused_total", "Records too large for the topic", each -> each.refused),
            of("repaired", KAFKA_AGAIN, "reason", "repair", KAFKA_AGAIN_HELP, each -> each.repaired),
            of("recovered", KAFKA_AGAIN, "reason", "recovery", KAFKA_AGAIN_HELP, each -> each.recovered),
            read("news", each -> each.news),
            read("known", each -> each.known),
            read("older", each -> each.older),
            read("expired", each -> each.expired),
            read("no_room", each -> each.noRoom),
            read("elsewhere", each -> each.elsewhere),
            read("empty", each -> each.empty),
            read("version", each -> each.version),
            read("too_large", each -> each.tooLarge),
            read("malformed", each -> each.malformed),
            read("from_the_future", each -> each.future),
            of(
                    "namesakes",
                    "herd_kafka_namesakes_total",
                    "News from another herd that name a server of this one",
                    each -> each.namesakes),
            of(
                    "disconnected",
                    "herd_kafka_disconnected_total",
                    "Times that Kafka was lost",
                    each -> each.disconnected));

    private Counts() {}

    private static Counted<BridgeCounters> read(String result, Function<BridgeCounters, LongAdder> count) {
        return of(result, KAFKA_READ, "result", result, KAFKA_READ_HELP, count);
    }

    private static Counted<PlacesCounters> answers(SearchStatus status) {
        String help = "Answers to WHATSAT, by the status";
        String field = status.name().toLowerCase(Locale.ROOT);
        return of(field, "herd_places_answers_total", "status", status.name(), help, each -> each.answers(status));
    }

    private static <T> Counted<T> of(String field, String metric, String help, Function<T, LongAdder> count) {
        return new Counted<>(field, metric, Tags.empty(), help, count);
    }

    private static <T> Counted<T> of(
            String field, String metric, String label, String value, String help, Function<T, LongAdder> count) {
        return new Counted<>(field, metric, Tags.of(label, value), help, count);
    }

    private static Counted<FenceCounters> happened(FenceEvent.Kind kind) {
        String help = "What happened at fences, by the event";
        return of("fence_" + kind.text(), "herd_fence_events_total", "event", kind.text(), help, each -> each.of(kind));
    }

    private static Counted<OwnerCounters> failed(ForwardFailure reason) {
        String help = "Commands that the herds of their clients did not answer, by the reason";
        String code = reason.code();
        return of(
                "failed_" + code, "herd_forwarding_failures_total", "reason", code, help, each -> each.failed(reason));
    }

    private static Counted<HookCounters> notTaken(Delivery.Reason reason) {
        String help = "Requests that a webhook did not take, by the reason";
        String text = reason.text();
        return of(
                "webhook_" + text, "herd_webhook_failures_total", "reason", text, help, each -> each.failures(reason));
    }

    private static Counted<AccessCounters> refused(Credentials.Reason reason) {
        String result = reason.name().toLowerCase(Locale.ROOT);
        return of(
                "credentials_" + result, CREDENTIALS, "result", result, CREDENTIALS_HELP, each -> each.refused(reason));
    }

    private static Counted<PhoneCounters> became(PhoneResult result) {
        String help = "Messages of phones and trackers, by what became of them";
        String code = result.code();
        return of("phone_" + code, "herd_phone_messages_total", "result", code, help, each -> each.of(result));
    }

    private static Counted<MqttCounters> refused(MqttRefusal reason) {
        String help = "What was refused, dropped or cut at the MQTT port, by the reason";
        String code = reason.code();
        return of("mqtt_" + code, "herd_mqtt_refused_total", "reason", code, help, each -> each.refused(reason));
    }

    private static Counted<HttpCounters> refused(HttpRefusal reason) {
        String help = "Requests and reports that the API refused, by the reason";
        String code = reason.code();
        return of("http_" + code, "herd_http_refused_total", "reason", code, help, each -> each.refused(reason));
    }

    private static Counted<TlsCounters> failed(HandshakeFailure reason) {
        String help = "Handshakes of TLS that failed, by the reason";
        String text = reason.name().toLowerCase(Locale.ROOT);
        return of(
                "failed_" + text,
                "herd_tls_handshake_failures_total",
                "reason",
                text,
                help,
                each -> each.failed(reason));
    }

    private static Counted<IntakeCounters> refused(String reason, Refusal refusal) {
        return of(reason, INVALID, "reason", reason, INVALID_HELP, each -> each.refused(refusal));
    }
}
