package io.herd.server.fence;

import io.herd.protocol.FenceName;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What happens at fences, as it happens. */
public interface FenceEvents {
    /** About how many bytes it takes to watch a fence. */
    int WATCH_BYTES = 512;

    /**
     * Begins to tell a watcher, on its event loop. The fence need not exist.
     *
     * @param fence null for all
     */
    void watch(@Nullable FenceName fence, FenceWatcher watcher, Executor loop);

    /** Ends that; what has just happened may still arrive. Ending what never began is harmless. */
    void unwatch(@Nullable FenceName fence, FenceWatcher watcher);
}
