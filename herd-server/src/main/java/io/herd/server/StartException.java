package io.herd.server;

/** A server that cannot start, for a reason that a person can mend: its message is one line that says how. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
