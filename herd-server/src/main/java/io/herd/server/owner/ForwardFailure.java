package io.herd.server.owner;

import java.util.Locale;

/** Why a command was not answered by the herd of its client. */
public enum ForwardFailure {
    /** None of its servers can be reached. */
    AWAY,
    /** The one that was asked does not answer in time. */
    TIMEOUT,
    /** Too many bytes wait for answers. */
    FULL,
    /** It says that the client is another herd's: its table of owners is another one. */
    MISDIRECTED,
    /** It answers with what is no reply to the command. */
    MALFORMED;

    /** The failure as {@code /status} and {@code /metrics} have it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether another server of the herd may do better. */
    boolean mayBeRetried() {
        return this == AWAY || this == TIMEOUT;
    }
}
