package io.herd.server.mqtt;

import io.herd.server.mqtt.Login.Accepted;
import io.herd.server.net.MemoryShare;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection whose CONNECT was accepted. Confined to its event loop. */
final class MqttSession {
    /** A client that does not take anything for so long is cut. */
    private static final long STALLED_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final SessionContext context;
    private final ConnectedClients.Identity identity;
    private final String user;
    private final KeepAlive keepAlive;
    private final Forwarder forwarder;
    private final Inbox inbox;
    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final SubscriptionRequests requests;
    private final MemoryShare memory;
    /** Null if there is none, or none any more. */
    private @Nullable Will will;

    private MqttSession(SessionContext context, Accepted login, String address, MqttEndpoint endpoint) {
        this.context = context;
        identity = ConnectedClients.Identity.of(login.grant(), address, endpoint.clientIdentifier());
        user = login.user();
        keepAlive = KeepAlive.of(endpoint.keepAliveTimeSeconds(), idle());
        forwarder = new Forwarder(context.service(), login.grant());
        inbox = new Inbox(context, user, forwarder);
        outbox = new Outbox(context);
        subscriptions = new Subscriptions(context, outbox);
        requests = new SubscriptionRequests(context, subscriptions);
        memory = new MemoryShare(context.service().memory());
        Will last = Will.of(endpoint.will());
        memory.set(last == null ? 0 : last.payload().length());
        will = last;
    }

    /** Begins the session of a connection, in place of an earlier one of the same client. */
    static MqttSession begin(
            MqttService service,
            SessionGroup group,
            MqttConnection connection,
            Accepted login,
            String address,
            MqttEndpoint endpoint) {
        SessionContext context = SessionContext.of(service, group, connection, login.grant());
        var session = new MqttSession(context, login, address, endpoint);
        MqttSession before = service.connected().enter(session.identity, session);
        if (before != null) {
            before.context.loop().execute(before::replaced);
        }
        group.add(session);
        connection.accept(
                (int) Math.min(session.idle().toSeconds(), Character.MAX_VALUE),
                service.config().messageBytes());
        endpoint.publishHandler(session.inbox::published)
                .publishAcknowledgeHandler(session.outbox::acknowledged)
                .publishReleaseHandler(connection::complete)
                .subscribeHandler(session.requests::subscribe)
                .unsubscribeHandler(session.requests::unsubscribe)
                .disconnectMessageHandler(message -> session.disconnected(message.code()));
        return session;
    }

    private Duration idle() {
        return context.service().limits().connections().idle();
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    private void disconnected(MqttDisconnectReasonCode reason) {
        will = reason == MqttDisconnectReasonCode.WITH_WILL_MESSAGE ? will : null;
        context.lifetime().leave();
    }

    /** The client has connected again. */
    private void replaced() {
        will = null;
        context.lifetime().end(MqttRefusal.TAKEN_OVER, MqttDisconnectReasonCode.SESSION_TAKEN_OVER);
    }

    /** To be called about once a second: ends connections that are over. */
    void tick(long now) {
        Lifetime lifetime = context.lifetime();
        if (!lifetime.isOpen()) {
            return;
        }
        forwarder.tick();
        requests.tick();
        subscriptions.review();
        if (context.grant().hasEnded()) {
            lifetime.end(MqttRefusal.ENDED_CREDENTIAL, MqttDisconnectReasonCode.NOT_AUTHORIZED);
        } else if (outbox.isStalled(now, STALLED_NANOS)) {
            lifetime.cut(MqttRefusal.SLOW_READER);
        } else if (isSilent(now)) {
            lifetime.cut(MqttRefusal.IDLE);
        }
    }

    private boolean isSilent(long now) {
        return keepAlive.isOver(now, context.connection().heardAt(), outbox.takenAt());
    }

    /** The server stops: what is being stored is acknowledged, and the connection closed. */
    void stop() {
        will = null;
        context.lifetime().stop();
        inbox.stop();
    }

    /** The connection is closed. */
    void closed(long now) {
        if (context.lifetime().isOpen() && isSilent(now)) {
            // The library has closed it.
            context.lifetime().note(MqttRefusal.IDLE);
        }
        context.lifetime().closed();
        memory.set(0);
        inbox.close();
        subscriptions.close();
        outbox.close();
        context.group().remove(this);
        context.service().connected().leave(identity, this);
        Will last = will;
        if (last != null) {
            last.publish(user, context.grant().permissions().report(), forwarder, context.counters());
        }
    }
}
