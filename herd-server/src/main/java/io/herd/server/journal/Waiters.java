package io.herd.server.journal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Who waits for a commit. Any number of threads may {@linkplain #add wait}; one thread answers. */
public final class Waiters {
    private final Vertx vertx;
    private final Queue<Waiter> queue = new ConcurrentLinkedQueue<>();
    /** Those who came before the commit that is under way; they are the first to be answered. */
    private final List<Waiter> served = new ArrayList<>();

    private volatile long oldest = Long.MAX_VALUE;

    private record Waiter(Context context, Promise<Void> promise, long since) {}

    public Waiters(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Completes on the caller's context. */
    public Future<Void> add(long now) {
        Promise<Void> promise = Promise.promise();
        queue.add(new Waiter(vertx.getOrCreateContext(), promise, now));
        return promise.future();
    }

    boolean isEmpty() {
        return served.isEmpty() && queue.isEmpty();
    }

    /** A commit begins: it will be for all who wait by now. */
    public void serve() {
        for (Waiter each = queue.poll(); each != null; each = queue.poll()) {
            served.add(each);
        }
        oldest = served.isEmpty() ? Long.MAX_VALUE : served.getFirst().since;
    }

    /** The commit has succeeded. */
    public void complete() {
        answer(served, Promise::complete);
        served.clear();
        oldest = Long.MAX_VALUE;
    }

    /** Fails those who have waited since a time or longer. */
    public void fail(long since, String problem) {
        List<Waiter> late = served.stream().filter(each -> each.since <= since).toList();
        answer(late, promise -> promise.fail(problem));
        served.removeAll(late);
        oldest = served.isEmpty() ? Long.MAX_VALUE : served.getFirst().since;
    }

    /** One task for each event loop, not one for each waiter. */
    private static void answer(List<Waiter> waiters, Consumer<Promise<Void>> answer) {
        var promises = new IdentityHashMap<Context, List<Promise<Void>>>();
        waiters.forEach(each ->
                promises.computeIfAbsent(each.context, _ -> new ArrayList<>()).add(each.promise));
        promises.forEach((context, list) -> context.runOnContext(_ -> list.forEach(answer)));
    }

    /** For how many nanoseconds the first of those has waited whom the current commit is for. From any thread. */
    public long oldestNanos(long now) {
        long since = oldest;
        return since == Long.MAX_VALUE ? 0 : Math.max(0, now - since);
    }
}
