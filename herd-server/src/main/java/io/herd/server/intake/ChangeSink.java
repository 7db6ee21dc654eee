package io.herd.server.intake;

import io.vertx.core.Future;

/** Follows the changes of the state by a {@link io.herd.state.ChangeFeed}; acknowledgements wait for it. Safe for any number of threads. */
@FunctionalInterface
public interface ChangeSink {
    /**
     * Takes what is pending. Completes on the caller's context once the sink has all that an acknowledgement promises of changes
     * made before the call, also of those that an earlier call has drained and not committed yet; fails if it cannot have it.
     */
    Future<Void> flush();
}
