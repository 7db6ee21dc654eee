package io.herd.server.phone;

import io.herd.protocol.Bytes;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of the messages of one request.
 *
 * @param all each result of some of them
 * @param accepted how many were news
 * @param handed completes once what was handed to other herds may be acknowledged; fails if it must not be
 * @param client one of the clients that they were about; null if they were about none that may be reported
 */
public record PhoneResults(
        Set<PhoneResult> all,
        int accepted,
        Future<Void> handed,
        @Nullable Bytes client) {
    public PhoneResults {
        all = all.isEmpty() ? Set.of() : EnumSet.copyOf(all);
    }

    /** Whether some may be taken when all are sent again later; what has been taken is known then. */
    public boolean areForLater() {
        return all.stream().anyMatch(PhoneResult::isForLater);
    }

    /** Whether none may be taken from this sender. */
    public boolean areForbidden() {
        return all.equals(Set.of(PhoneResult.FORBIDDEN));
    }
}
