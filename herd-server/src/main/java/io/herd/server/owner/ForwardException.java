package io.herd.server.owner;

import java.io.Serial;

/** Carries a {@link ForwardFailure} through a future. It has no stack trace, as there may be very many. */
final class ForwardException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final ForwardFailure reason;

    ForwardException(ForwardFailure reason) {
        super(reason.code(), null, false, false);
        this.reason = reason;
    }

    /** Why a future failed. */
    static ForwardFailure reason(Throwable failure) {
        return failure instanceof ForwardException known ? known.reason : ForwardFailure.AWAY;
    }
}
