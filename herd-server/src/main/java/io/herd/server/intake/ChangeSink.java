package io.herd.server.intake;

import io.vertx.core.Future;

/** Somebody who is told every change of the state, and whom acknowledgements depend on. Safe for any number of threads. */
@FunctionalInterface
public interface ChangeSink {
    /**
     * Takes what is pending. Completes on the caller's context once the sink has all that an acknowledgement promises of changes
     * made before the call; fails if it cannot have it.
     */
    Future<Void> flush();
}
