package io.herd.server.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A form in which a client's history is told. */
enum HistoryFormat {
    JSON(Documents.JSON),
    GEOJSON(Documents.GEO_JSON),
    GPX("application/gpx+xml");

    private final String type;

    HistoryFormat(String type) {
        this.type = type;
    }

    /** The media type. */
    String type() {
        return type;
    }

    /** Its value of the parameter {@code format}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a request asks for, by the parameter or else by what it accepts. */
    static HistoryFormat of(QueryParameters query, RoutingContext context) {
        List<String> texts = Stream.of(values()).map(HistoryFormat::text).toList();
        return valueOf(query.oneOf("format", texts, accepted(context).text()).toUpperCase(Locale.ROOT));
    }

    private static HistoryFormat accepted(RoutingContext context) {
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT);
        if (accepted != null && accepted.contains(GPX.type)) {
            return GPX;
        }
        return Documents.wantsGeoJson(context) ? GEOJSON : JSON;
    }
}
