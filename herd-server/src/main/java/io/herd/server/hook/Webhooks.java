package io.herd.server.hook;

import io.herd.config.HooksConfig;
import io.herd.protocol.Report;
import io.herd.server.fence.FenceEvent;
import io.herd.server.fence.FenceEvents;
import io.herd.server.fence.FenceWatcher;
import io.herd.server.web.FenceEventJson;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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
    private volatile int owed;

    /** A target, and what it is owed. */
    private static final class Target {
        private final String url;
        private final HookQueue queue;
        private boolean isFailing;

        private Target(String url, HookQueue queue) {
            this.url = url;
            this.queue = queue;
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
            if (owner.isOwner(each.url, now)) {
                send(each, now);
            } else {
                each.queue.forget(now, KEPT_NANOS, () -> {});
            }
        }
        owed = targets.stream().mapToInt(each -> each.queue.size()).sum();
    }

    private void send(Target target, long now) {
        List<FenceEvent> batch = target.queue.take(now);
        if (batch.isEmpty()) {
            return;
        }
        Buffer body = FenceEventJson.document(server, batch);
        sender.post(target.url, body, Clock.systemUTC().millis() / 1_000)
                .onComplete(sent -> context.runOnContext(_ -> {
                    if (sent.succeeded()) {
                        target.queue.delivered();
                        noteThatItTakes(target);
                    } else {
                        target.queue.failed(System.nanoTime());
                        noteThatItFails(target, sent.cause());
                    }
                    tick();
                }));
    }

    private void noteThatItTakes(Target target) {
        if (target.isFailing) {
            target.isFailing = false;
            log.info("the webhook {} takes events again", target.url);
        }
    }

    private void noteThatItFails(Target target, Throwable cause) {
        if (!target.isFailing) {
            target.isFailing = true;
            log.warn("the webhook {} does not take events: {}; will try again", target.url, cause.getMessage());
        }
    }

    /** How many events are owed to all targets together, or kept for the case that their owner dies. */
    public int owed() {
        return owed;
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
