package io.herd.server.tls;

import org.jspecify.annotations.Nullable;

/** Certificates that cannot be used. Its message says in one line what is wrong, and never holds a key. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TlsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
