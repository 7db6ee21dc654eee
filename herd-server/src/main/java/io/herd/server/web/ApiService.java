package io.herd.server.web;

import io.herd.protocol.ClientName;
import io.herd.protocol.Report;
import io.herd.server.fence.FenceEvents;
import io.herd.server.history.History;
import io.herd.server.intake.OtherHerds;
import io.herd.server.intake.ReportIntake;
import io.herd.server.net.MemoryAccount;
import io.herd.server.watch.LiveClients;
import io.herd.state.HerdState;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all endpoints of the API share.
 *
 * @param intake where reports go
 * @param history null where none is kept
 * @param guard who may do what
 * @param memory the bytes that connections make the server hold
 * @param lineBytes how long a report may be as a line
 * @param streams how many streams of events may be open at once
 * @param watches how many subscriptions each may have
 */
public record ApiService(
        HerdState state,
        ReportIntake intake,
        LiveClients live,
        FenceEvents fences,
        NearbyPlaces places,
        @Nullable History history,
        Guard guard,
        MemoryAccount memory,
        HttpCounters counters,
        int lineBytes,
        int streams,
        int watches) {
    /** Before the path of every resource. */
    static final String PATH = "/api/v1";

    /** Before the client's name, percent-encoded. */
    static final String CLIENTS = PATH + "/clients/";

    private static final int OK = 200;

    void refuse(RoutingContext context, HttpRefusal reason, String detail) {
        counters.refused(reason).increment();
        Documents.problem(context, reason.status(), reason.code(), detail);
    }

    /** Whether the query was refused because a parameter is not what it must be. */
    boolean refuses(RoutingContext context, QueryParameters query) {
        String problem = query.problem();
        if (problem != null) {
            refuse(context, HttpRefusal.MALFORMED_PARAMETER, problem);
        }
        return problem != null;
    }

    /** Whether the request was refused because connections hold too much memory already. */
    boolean isBusy(RoutingContext context) {
        boolean isTight = memory.isTight();
        if (isTight) {
            refuse(context, HttpRefusal.BUSY, "the server is short of memory; ask another one, or later");
        }
        return isTight;
    }

    /** Answers with JSON or GeoJSON, whichever is asked for. */
    void answer(RoutingContext context, JsonDocument.Content json, JsonDocument.Content geoJson) {
        // CORS may have added its own.
        context.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (Documents.wantsGeoJson(context)) {
            answer(context, Documents.GEO_JSON, JsonDocument.of(geoJson));
        } else {
            answer(context, Documents.JSON, JsonDocument.of(json));
        }
    }

    /** Whether the request for a stream was refused because too many are open. */
    boolean hasTooMany(RoutingContext context, LiveStreams open) {
        boolean isFull = open.isFull();
        if (isFull) {
            refuse(context, HttpRefusal.TOO_MANY_STREAMS, "too many streams are open; ask another server");
        }
        return isFull;
    }

    /**
     * Has something done with the newest report of the client in the path, here or at the herd that keeps it; refuses the request if there is
     * none that may be seen.
     */
    void client(RoutingContext context, Consumer<Report> action) {
        ClientName name = clientName(context);
        if (name == null) {
            return;
        }
        OtherHerds others = intake.others();
        if (others == null || !others.have(name.bytes())) {
            found(context, state.find(name.bytes()), action);
        } else if (!guard.permissions(context).read().contains(name.bytes())) {
            found(context, null, action);
        } else {
            others.find(name.bytes())
                    .onSuccess(report -> found(context, report.orElse(null), action))
                    .onFailure(_ -> refuse(
                            context,
                            HttpRefusal.OWNER_AWAY,
                            "the herd " + others.owner(name.bytes()) + " keeps the client, and does not answer"));
        }
    }

    private void found(RoutingContext context, @Nullable Report report, Consumer<Report> action) {
        if (report == null || !guard.filter(context).test(report)) {
            refuse(context, HttpRefusal.UNKNOWN_CLIENT, "the client is not known here");
        } else {
            action.accept(report);
        }
    }

    /** The name of this herd, where it keeps some clients only; else null. */
    @Nullable
    String herd() {
        OtherHerds others = intake.others();
        return others == null ? null : others.here();
    }

    /** The name that is a segment of the path; null if the request was refused since it is none. */
    @Nullable
    ClientName clientName(RoutingContext context) {
        String rest = context.normalizedPath().substring(CLIENTS.length());
        int end = rest.indexOf('/');
        ClientName name = ClientName.ofSegment(end < 0 ? rest : rest.substring(0, end));
        if (name == null) {
            refuse(context, HttpRefusal.MALFORMED_PARAMETER, Documents.NO_NAME);
        }
        return name;
    }

    /** Answers with a document, which is accounted for until the client has taken it. */
    void answer(RoutingContext context, String type, Buffer document) {
        memory.add(document.length());
        Documents.send(context, OK, type, document).onComplete(_ -> memory.add(-document.length()));
    }
}
