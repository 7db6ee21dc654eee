package io.herd.server.web;

import io.herd.geo.CellCounts;
import io.herd.protocol.Bytes;
import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import io.herd.server.fence.FenceEvent;
import io.herd.server.net.Channels;
import io.herd.server.watch.Presence;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection that a stream's events are sent on, in the encoding that its client wants. Confined to its event loop. */
interface EventChannel {
    /** Nothing that would have to be sent. */
    Sent NOTHING = new Sent(0, Future.succeededFuture());

    /**
     * Something that is being sent.
     *
     * @param written completes once the kernel has it; fails if the connection is closed
     */
    record Sent(int bytes, Future<Void> written) {}

    /**
     * Says what is known of clients that have changed.
     *
     * @param lines the same for the client port, where it is said to all who have the interest: tells this change from others
     */
    Sent changes(InterestSubscription subscription, Map<Bytes, Presence> clients, @Nullable Bytes lines);

    /** Says how many clients are where; their positions are not sent any more. */
    Sent cells(InterestSubscription subscription, CellCounts cells);

    /** Says which clients were in a fence when a subscription to it began. */
    Sent inside(FenceSubscription subscription, FenceName fence, List<Report> clients);

    /** Says what has happened at fences. */
    Sent happened(FenceSubscription subscription, List<FenceEvent> events);

    /** All that was known of a subscription has been said. */
    Sent ready(Subscription subscription);

    /** A subscription has ended: too many clients are of interest. */
    Sent ended(InterestSubscription subscription);

    /** Shows that the server is there. */
    Sent heartbeat();

    /** Whether the client answers heartbeats; otherwise it is taken to be there while it reads. */
    boolean isAnswered();

    /** How many clients are in one message, where the rate of messages is bounded. */
    int mostClients();

    /** What is under the connection. */
    Channel channel();

    /** Closes the connection without waiting for what is still to be written. */
    default void cut() {
        Channels.cut(channel());
    }
}
