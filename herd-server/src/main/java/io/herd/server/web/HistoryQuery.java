package io.herd.server.web;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * What of a client's history is asked for.
 *
 * @param from the first time: POSIX time in nanoseconds
 * @param to the time behind the last; {@link Long#MAX_VALUE} if it has no end
 */
record HistoryQuery(long from, long to, int limit, HistoryFormat format) {
    private static final int USUAL_LIMIT = 1_000;
    private static final int MOST = 10_000;

    /** What a request asks for; of no use if the query has a problem. */
    static HistoryQuery of(QueryParameters query, RoutingContext context) {
        long from = query.time("from", 0);
        long after = query.time("after", -1);
        return new HistoryQuery(
                after < from ? from : Math.addExact(Math.min(after, Long.MAX_VALUE - 1), 1),
                query.time("to", Long.MAX_VALUE),
                query.integer("limit", USUAL_LIMIT, MOST),
                HistoryFormat.of(query, context));
    }

    /** The path and query of what comes behind a time; null where there is nothing. */
    @Nullable
    String next(String client, @Nullable Long after) {
        if (after == null) {
            return null;
        }
        var path = new StringBuilder(ApiService.CLIENTS + client + "/history?");
        if (to != Long.MAX_VALUE) {
            path.append("to=").append(PosixSeconds.ofNanos(to)).append('&');
        }
        if (format != HistoryFormat.JSON) {
            path.append("format=").append(format.text()).append('&');
        }
        return path.append("limit=")
                .append(limit)
                .append("&after=")
                .append(PosixSeconds.ofNanos(after))
                .toString();
    }
}
