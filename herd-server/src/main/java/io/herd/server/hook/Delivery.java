package io.herd.server.hook;

import java.util.Locale;

/** What became of a request to a target. */
public sealed interface Delivery {
    /** The target has taken it. */
    record Taken() implements Delivery {}

    /**
     * The target has not taken it.
     *
     * @param detail for people
     */
    record Failed(Reason reason, String detail) implements Delivery {}

    /** Why a target has not taken a request. */
    enum Reason {
        /** It answered with a status that is not 2xx. */
        STATUS,
        /** It did not answer in time. */
        TIMEOUT,
        /** Its name is unknown, it cannot be connected to, or the connection broke. */
        UNREACHABLE,
        /** Its name stands for addresses of private networks only. */
        PRIVATE_ADDRESS;

        /** As metrics have it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
