package io.herd.server.mqtt;

import java.util.Locale;

/** Why something at the MQTT port was refused, dropped or cut. */
public enum MqttRefusal {
    /** A connection: too many are open, or memory is tight. */
    CROWDED,
    /** A connection on which no CONNECT came in time, or that had to make room for others before it. */
    NO_CONNECT,
    /** A packet that is none, is longer than permitted, or comes when it must not. */
    MALFORMED,
    /** A CONNECT of another version of the protocol. */
    VERSION,
    /** A CONNECT whose client id is too long, or missing where there must be one. */
    CLIENT_ID,
    /** A CONNECT whose credential is worth nothing. */
    CREDENTIAL,
    /** A CONNECT of somebody who may neither report nor read. */
    NOT_AUTHORISED,
    /** A connection whose credential has expired or was revoked. */
    ENDED_CREDENTIAL,
    /** A connection that another of the same client has replaced. */
    TAKEN_OVER,
    /** A connection on which nothing came and nothing went for too long. */
    IDLE,
    /** A connection that did not take what was sent to it, or is owed too much. */
    SLOW_READER,
    /** A connection that was closed since what it had published could not be acknowledged. */
    UNACKNOWLEDGED,
    /** A message on a topic that is none of OwnTracks. */
    FOREIGN_TOPIC,
    /** A client that may not be forgotten by whoever wished so. */
    FORBIDDEN_REMOVAL,
    /** A message that was not passed on: its sender had too many, or may not report that client. */
    NOT_PASSED_ON,
    /** A subscription to what is no filter, or is shared. */
    FILTER,
    /** A subscription to what may not be seen. */
    FORBIDDEN_SUBSCRIPTION,
    /** A subscription beyond those that a connection may have. */
    TOO_MANY_SUBSCRIPTIONS,
    /** A subscription for whose clients there is no room. */
    TOO_MANY_CLIENTS;

    /** The reason as {@code /status} and {@code /metrics} have it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
