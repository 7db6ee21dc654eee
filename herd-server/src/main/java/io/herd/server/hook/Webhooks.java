package io.herd.server.hook;

import io.herd.config.HooksConfig;
import io.herd.protocol.Report;
import io.herd.server.fence.FenceEvent;
import io.herd.server.fence.FenceEvents;
import io.herd.server.fence.FenceWatcher;
import io.herd.server.web.FenceEventJson;
import io.herd.server.web.HookEntry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Sends what happens at fences to the targets of the configuration. Of each target one server is the owner, and sends; the others keep the
 * events of the last minutes, and the one that takes over sends these: the receiver drops what it has by the events' ids. Confined to
 * its context.
 */
public final class Webhooks implements FenceWatcher {
    /** How long a server that is not the owner keeps events: longer than it takes to notice that the owner is dead. */
    private static final long KEPT_NANOS = 300 * 1_000_000_000L;

    private static final long TICK_MILLIS = 250;

    private final Vertx vertx;
    private final String server;
    private final FenceEvents fences;
    private final Supplier<Map<String, Long>> heard;
    private final Logger log;
    private final HookSender sender;
    private final HookOwner owner;
    private final HookCounters counters = new HookCounters();
    private final List<Target> targets = new ArrayList<>();
    private final Context context;
    private long timer;

    /** A target, and what it is owed. Its volatile fields tell other threads how it stands. */
    private static final class Target {
        private final String url;
        private final HookQueue queue;
        private volatile String owner = "";
        private volatile int owed;
        /** Why it did not take the last request; empty if it did. */
        private volatile String error = "";

        private Target(String url, HookQueue queue) {
            this.url = url;
            this.queue = queue;
        }

        private HookEntry entry(String server) {
            String state = !owner.equals(server) ? "standby" : error.isEmpty() ? "ok" : "failing";
            URI parts = URI.create(url);
            String port = parts.getPort() < 0 ? "" : ":" + parts.getPort();
            return new HookEntry(parts.getScheme() + "://" + parts.getHost() + port, owner, state, owed, error);
        }
    }

    /** @param heard when each server last gave a sign of life, by its own clock */
    public Webhooks(
            Vertx vertx,
            String server,
            HooksConfig config,
            FenceEvents fences,
            Supplier<Map<String, Long>> heard,
            Logger log) {
        this.vertx = vertx;
        this.server = server;
        this.fences = fences;
        this.heard = heard;
        this.log = log;
        sender = new HookSender(vertx, config);
        owner = new HookOwner(server);
        context = vertx.getOrCreateContext();
        config.targets().forEach(url -> targets.add(new Target(url, new HookQueue(new Random(), counters))));
    }

    /** Begins to send. Without targets it does nothing. */
    public void start() {
        if (!targets.isEmpty()) {
            fences.watch(null, this, task -> context.runOnContext(_ -> task.run()));
            context.runOnContext(_ -> timer = vertx.setPeriodic(TICK_MILLIS, _ -> tick()));
        }
    }

    @Override
    public void began(List<Report> inside) {
        // Nothing has happened yet.
    }

    @Override
    public void happened(FenceEvent event) {
        long now = System.nanoTime();
        targets.forEach(each -> each.queue.add(event, now));
        tick();
    }

    private void tick() {
        long now = System.nanoTime();
        owner.hear(heard.get(), now);
        for (Target each : targets) {
            each.owner = owner.owner(each.url, now);
            if (each.owner.equals(server)) {
                send(each, now);
            } else {
                each.error = "";
                each.queue.forget(now, KEPT_NANOS, () -> {});
            }
            each.owed = each.queue.size();
        }
    }

    private void send(Target target, long now) {
        List<FenceEvent> batch = target.queue.take(now);
        if (batch.isEmpty()) {
            return;
        }
        Buffer body = FenceEventJson.document(server, batch);
        sender.post(target.url, body, Clock.systemUTC().millis() / 1_000)
                .onSuccess(delivery -> context.runOnContext(_ -> {
                    switch (delivery) {
                        case Delivery.Taken _ -> taken(target);
                        case Delivery.Failed(var reason, var detail) -> failed(target, reason, detail);
                    }
                    tick();
                }));
    }

    private void taken(Target target) {
        target.queue.delivered();
        if (!target.error.isEmpty()) {
            target.error = "";
            log.info("the webhook {} takes events again", target.url);
        }
    }

    private void failed(Target target, Delivery.Reason reason, String detail) {
        counters.failures(reason).increment();
        target.queue.failed(System.nanoTime());
        if (target.error.isEmpty()) {
            log.warn("the webhook {} does not take events: {}; will try again", target.url, detail);
        }
        target.error = detail;
    }

    /** How each target stands. On any thread. */
    public List<HookEntry> entries() {
        return targets.stream().map(each -> each.entry(server)).toList();
    }

    /** How many events are owed to all targets together, or kept for the case that their owner dies. */
    public int owed() {
        return targets.stream().mapToInt(each -> each.owed).sum();
    }

    public HookCounters counters() {
        return counters;
    }

    /** Sends no more; what is owed is lost here. */
    public Future<Void> stop() {
        fences.unwatch(null, this);
        boolean _ = vertx.cancelTimer(timer);
        return sender.close();
    }
}
