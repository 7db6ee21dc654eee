package io.herd.server.web;

import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import io.herd.server.fence.FenceEvent;
import io.herd.server.fence.FenceEvents;
import io.herd.server.fence.FenceWatcher;
import io.herd.server.fence.OwedEvents;
import io.herd.server.net.Channels;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What happens at fences, sent to one client: who is inside, {@code ready}, and then what happens. While the client does not keep up, only
 * the newest event of each client at each fence is kept. Confined to its event loop.
 */
final class FenceStream implements LiveStreams.Stream {
    /** So many bytes may be on their way to the kernel. */
    private static final int MOST_IN_FLIGHT = 32 * 1024;
    /** So many events leave in one write. */
    private static final int WRITTEN = 50;
    /** A stream that is behind by more is cut. */
    private static final long MOST_OWED_BYTES = 20_000_000;
    /** A client that has taken nothing for so many heartbeats does not read. */
    private static final int MOST_STALLED = 4;

    private final ApiService service;
    private final HttpServerRequest request;
    private final Executor loop;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final OwedEvents owed = new OwedEvents();
    private int beginning;
    private int inFlight;
    private int stalled;
    private boolean isClosed;
    /** How much of the memory of connections it accounts for. */
    private long accounted;

    FenceStream(ApiService service, HttpServerRequest request, Executor loop) {
        this.service = service;
        this.request = request;
        this.loop = loop;
    }

    /** @param fences null among them stands for all */
    void open(List<@Nullable FenceName> fences) {
        write(EventWriter.HEARTBEAT);
        beginning = fences.size();
        for (FenceName fence : fences) {
            var subscription = new Subscription(fence);
            subscriptions.add(subscription);
            service.fences().watch(fence, subscription, loop);
        }
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            subscriptions.forEach(each -> service.fences().unwatch(each.fence, each));
            owed.clear();
            account();
        }
    }

    @Override
    public void beat() {
        if (!isClosed && inFlight == 0) {
            write(EventWriter.HEARTBEAT);
        } else if (!isClosed && ++stalled >= MOST_STALLED) {
            cut();
        }
    }

    private void cut() {
        service.counters().cutStreams.increment();
        Channels.cut(Channels.of(request.connection()));
        close();
    }

    private final class Subscription implements FenceWatcher {
        private final @Nullable FenceName fence;

        private Subscription(@Nullable FenceName fence) {
            this.fence = fence;
        }

        @Override
        public void began(List<Report> inside) {
            FenceName of = fence;
            if (of != null && !isClosed) {
                Buffer out = Buffer.buffer();
                inside.forEach(report -> out.appendBuffer(FenceEventWriter.inside(of, report)));
                write(out);
            }
            if (--beginning == 0 && !isClosed) {
                write(FenceEventWriter.ready(subscriptions.size()));
                push();
            }
        }

        @Override
        public void happened(FenceEvent event) {
            if (!isClosed) {
                owed.add(event);
                push();
            }
        }
    }

    /** Tells what is owed, as far as the client keeps up. */
    private void push() {
        while (!isClosed && beginning == 0 && !owed.isEmpty() && inFlight < MOST_IN_FLIGHT) {
            Buffer out = Buffer.buffer();
            owed.take(WRITTEN).forEach(event -> out.appendBuffer(FenceEventWriter.event(event)));
            write(out);
        }
        account();
        boolean isGreedy = service.memory().isTight() && accounted > MOST_IN_FLIGHT;
        if (!isClosed && (owed.heldBytes() > MOST_OWED_BYTES || isGreedy)) {
            cut();
        }
    }

    private void write(Buffer events) {
        int bytes = events.length();
        inFlight += bytes;
        // It fails once the connection is closed, which ends all this anyway.
        request.response()
                .write(events)
                .onComplete(_ -> loop.execute(() -> {
                    inFlight -= bytes;
                    stalled = 0;
                    push();
                }));
    }

    private void account() {
        long held = isClosed ? 0 : (long) FenceEvents.WATCH_BYTES * subscriptions.size() + owed.heldBytes() + inFlight;
        service.memory().add(held - accounted);
        accounted = held;
    }
}
