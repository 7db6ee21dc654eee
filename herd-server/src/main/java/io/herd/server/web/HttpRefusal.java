package io.herd.server.web;

import java.util.Locale;

/** Why a request over HTTP is refused. */
public enum HttpRefusal {
    /** A parameter of the query, or a client's name in the path, is missing or none. */
    MALFORMED_PARAMETER(400),
    /** The body is no JSON, or neither an object nor an array. */
    MALFORMED_BODY(400),
    /** A report lacks a member, or a member is of another type or out of its range. */
    MALFORMED_REPORT(422),
    /** The body is not said to be JSON. */
    MEDIA_TYPE(415),
    /** The body has too many bytes. */
    BODY_TOO_LARGE(413),
    /** The body has too many reports. */
    TOO_MANY_REPORTS(413),
    /** A message on a WebSocket is none that a server understands. */
    MALFORMED_MESSAGE(400),
    /** A connection has as many subscriptions as it may have. */
    TOO_MANY_SUBSCRIPTIONS(400),
    /** The request takes a credential, or shows one that is worth nothing. */
    UNAUTHENTICATED(401),
    /** The credential does not permit it. */
    FORBIDDEN(403),
    /** A page of another origin wants to open a WebSocket. */
    FORBIDDEN_ORIGIN(403),
    /** A request is no handshake of a WebSocket. */
    NO_WEBSOCKET(426),
    /** Nobody has reported the client, or it is deleted, or expired. */
    UNKNOWN_CLIENT(404),
    /** There is no history of the client here, or none is kept, or it may not be seen. */
    NO_HISTORY(404),
    /** A fence is neither a circle nor a polygon, or not one that the herd keeps. */
    MALFORMED_FENCE(422),
    /** Nobody has defined the fence, or it is deleted. */
    UNKNOWN_FENCE(404),
    /** Connections hold too much memory already. */
    BUSY(503),
    /** Too many streams of events are open. */
    TOO_MANY_STREAMS(503),
    /** The herd that keeps the client is away. */
    OWNER_AWAY(503),
    /** What is acknowledged is not yet where it has to be. */
    UNACKNOWLEDGED(503),
    /** There is no room to remember a deletion, or for another fence. */
    NO_ROOM(507);

    private final int status;

    HttpRefusal(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    /** The reason as problem documents, {@code /status} and {@code /metrics} have it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
