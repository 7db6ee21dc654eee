package io.herd.server.web;

import io.herd.geo.CellCounts;
import io.herd.protocol.Bytes;
import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import io.herd.server.fence.FenceEvent;
import io.herd.server.net.Channels;
import io.herd.server.watch.Presence;
import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream as server-sent events. */
final class SseChannel implements EventChannel {
    private final HttpServerRequest request;
    private final EventWriter writer;
    private final WrittenOnce shared;
    private final int subscriptions;
    /** Of how many subscriptions it has yet to be said what is known. */
    private int beginning;

    /** @param shared what all channels of the event loop write once */
    SseChannel(HttpServerRequest request, EventWriter writer, WrittenOnce shared, int subscriptions) {
        this.request = request;
        this.writer = writer;
        this.shared = shared;
        this.subscriptions = subscriptions;
        beginning = subscriptions;
    }

    @Override
    public Sent changes(InterestSubscription subscription, Map<Bytes, Presence> clients, @Nullable Bytes lines) {
        return send(shared.get(lines, () -> writer.changes(subscription.interest(), clients)));
    }

    @Override
    public Sent cells(InterestSubscription subscription, CellCounts cells) {
        throw new UnsupportedOperationException("no bound can be asked for");
    }

    @Override
    public Sent inside(FenceSubscription subscription, FenceName fence, List<Report> clients) {
        return send(EventWriter.inside(fence, clients));
    }

    @Override
    public Sent happened(FenceSubscription subscription, List<FenceEvent> happened) {
        return send(EventWriter.happened(happened));
    }

    /** {@inheritDoc} It is said once for all. */
    @Override
    public Sent ready(Subscription subscription) {
        return --beginning == 0 ? send(EventWriter.ready(subscriptions)) : NOTHING;
    }

    @Override
    public Sent ended(InterestSubscription subscription) {
        Buffer ended = EventWriter.ended(subscription.interest());
        boolean wasLast = !subscription.isReady() && --beginning == 0;
        return send(wasLast ? ended.appendBuffer(EventWriter.ready(subscriptions)) : ended);
    }

    @Override
    public Sent heartbeat() {
        return send(EventWriter.HEARTBEAT);
    }

    @Override
    public boolean isAnswered() {
        return false;
    }

    @Override
    public int mostClients() {
        throw new UnsupportedOperationException("no rate can be asked for");
    }

    private Sent send(Buffer events) {
        return new Sent(events.length(), request.response().write(events));
    }

    @Override
    public Channel channel() {
        return Channels.of(request.connection());
    }
}
