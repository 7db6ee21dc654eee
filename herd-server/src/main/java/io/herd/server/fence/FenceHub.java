package io.herd.server.fence;

import io.herd.protocol.FenceName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who watches which fence. Confined to one thread. */
final class FenceHub implements Consumer<FenceEvent> {
    /** The watchers of each fence, and their event loops; those of all fences are under null. */
    private final Map<@Nullable FenceName, Map<FenceWatcher, Executor>> watchers = new HashMap<>();

    /** @param fence null for all */
    void add(@Nullable FenceName fence, FenceWatcher watcher, Executor loop) {
        watchers.computeIfAbsent(fence, _ -> new LinkedHashMap<>()).put(watcher, loop);
    }

    void remove(@Nullable FenceName fence, FenceWatcher watcher) {
        watchers.computeIfPresent(fence, (_, some) -> {
            some.remove(watcher);
            return some.isEmpty() ? null : some;
        });
    }

    @Override
    public void accept(FenceEvent event) {
        tell(watchers.get(event.fence().name()), event);
        tell(watchers.get(null), event);
    }

    private static void tell(@Nullable Map<FenceWatcher, Executor> some, FenceEvent event) {
        if (some != null) {
            List.copyOf(some.entrySet())
                    .forEach(each -> each.getValue().execute(() -> each.getKey().happened(event)));
        }
    }
}
