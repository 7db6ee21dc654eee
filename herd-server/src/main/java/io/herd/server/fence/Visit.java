package io.herd.server.fence;

import io.herd.protocol.Report;
import org.jspecify.annotations.Nullable;

/** A client in a fence, from its entry until it has left. */
final class Visit {
    private final long client;
    private final Fence fence;
    private Report last;
    private long heardAt;
    /** The first report from outside since the last from inside; null while the client is inside. */
    private @Nullable Report outside;

    private long outsideSince;

    /** @param client the hash of its name */
    Visit(long client, Fence fence, Report first, long now) {
        this.client = client;
        this.fence = fence;
        last = first;
        heardAt = now;
    }

    long client() {
        return client;
    }

    Fence fence() {
        return fence;
    }

    /** The newest report that counted. */
    Report last() {
        return last;
    }

    void heard(Report report, long now) {
        last = report;
        heardAt = now;
    }

    long heardAt() {
        return heardAt;
    }

    @Nullable
    Report outside() {
        return outside;
    }

    /** The client was seen outside. */
    void leave(Report report, long now) {
        outside = report;
        outsideSince = now;
    }

    long outsideSince() {
        return outsideSince;
    }

    /** The client is inside, or near enough. */
    void stay() {
        outside = null;
    }
}
