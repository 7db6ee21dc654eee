package io.herd.server.mqtt;

import io.herd.server.mqtt.MqttEntrance.Protocol;
import io.herd.server.net.Channels;
import io.herd.server.net.Tuning;
import io.herd.server.tls.TlsHandshakes;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServerOptions;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Listens at the MQTT port. Several instances share the port, and in {@link MqttService} what is safe to share; each connection stays on the
 * event loop of the instance that took it.
 */
public final class MqttVerticle extends VerticleBase {
    private static final long TICK_MILLIS = 1_000;
    /** How long a connection may take until its CONNECT is there, and how many may take so long at once. */
    private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(10);

    static final int MOST_STRANGERS = 256;
    /** How much of a connection is read at once: some reports, or subscriptions, each of which costs more than a report. */
    private static final int READ_BYTES = 8 * 1024;
    /** About how many bytes a connection takes, what waits for the kernel included. */
    private static final int CONNECTION_BYTES = 32 * 1024;
    /** Apps make client ids of the names of a user and a device. */
    private static final int MOST_CLIENT_ID = 256;

    private static final String HANDLER = "handler";

    private final int port;
    private final String bind;
    private final MqttService service;
    private final AtomicInteger open;
    /** Null where TLS is not spoken. */
    private final @Nullable TlsHandshakes tls;
    /** Connections of which it is not known yet who they are, the oldest first, with when they were opened. */
    private final SequencedMap<Channel, Long> strangers = new LinkedHashMap<>();

    private NetServer server;
    private SessionGroup group;

    /**
     * @param bind the address to listen at
     * @param open how many connections all instances have
     * @param tls null where TLS is not spoken
     */
    public MqttVerticle(int port, String bind, MqttService service, AtomicInteger open, @Nullable TlsHandshakes tls) {
        this.port = port;
        this.bind = bind;
        this.service = service;
        this.open = open;
        this.tls = tls;
    }

    @Override
    public Future<?> start() {
        group = new SessionGroup(task -> context.runOnContext(_ -> task.run()));
        service.relay().add(group);
        vertx.setPeriodic(TICK_MILLIS, _ -> tick());
        server =
                vertx.createNetServer(Tuning.forClients(new NetServerOptions())).connectHandler(this::connected);
        return server.listen(port, bind);
    }

    private void tick() {
        long now = System.nanoTime();
        while (!strangers.isEmpty() && now - strangers.firstEntry().getValue() > CONNECT_NANOS) {
            refuse(strangers.firstEntry().getKey(), MqttRefusal.NO_CONNECT);
        }
        group.all().forEach(session -> session.tick(now));
    }

    private void connected(NetSocket socket) {
        Channel channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
        boolean isCrowded = open.incrementAndGet() > service.config().connections()
                || service.memory().isTight();
        service.counters().connections.increment();
        service.memory().add(CONNECTION_BYTES);
        var arrival = new Arrival(socket, channel);
        channel.closeFuture().addListener(_ -> {
            open.decrementAndGet();
            service.counters().closed.increment();
            service.memory().add(-CONNECTION_BYTES);
            strangers.remove(channel);
            arrival.closed();
        });
        // Broken connections are not logged: clients can cause any number of them.
        socket.exceptionHandler(_ -> {});
        socket.shutdownHandler(_ -> arrival.stop());
        Tuning.readAtMost(channel, READ_BYTES);
        if (isCrowded) {
            refuse(channel, MqttRefusal.CROWDED);
            return;
        } else if (strangers.size() >= MOST_STRANGERS) {
            refuse(strangers.firstEntry().getKey(), MqttRefusal.NO_CONNECT);
        }
        strangers.put(channel, System.nanoTime());
        channel.pipeline().addBefore(HANDLER, "entrance", arrival.entrance);
        if (tls != null) {
            // Whose handshake fails is counted, logged and closed there.
            var _ = tls.begin(channel);
        }
    }

    private void refuse(Channel channel, MqttRefusal reason) {
        service.counters().refused(reason).increment();
        strangers.remove(channel);
        // Whoever was told why is given the time to read it.
        if (reason != MqttRefusal.VERSION && reason != MqttRefusal.CLIENT_ID) {
            Channels.cut(channel);
        }
    }

    /** A connection, from its first byte on. */
    private final class Arrival {
        private final NetSocket socket;
        private final Channel channel;
        private final String address;
        private final MqttEntrance entrance;
        private final PacketGuard guard;
        private @Nullable MqttSession session;

        private Arrival(NetSocket socket, Channel channel) {
            this.socket = socket;
            this.channel = channel;
            address = String.valueOf(socket.remoteAddress().hostAddress());
            entrance = new MqttEntrance(service.memory(), this::opened, reason -> refuse(channel, reason));
            guard = new PacketGuard(entrance::decoded, reason -> refuse(channel, reason));
        }

        private void opened(Protocol protocol) {
            boolean isWebSocket = protocol == Protocol.WEB_SOCKET;
            var options = new MqttServerOptions()
                    .setMaxMessageSize(service.config().messageBytes())
                    .setMaxClientIdLength(MOST_CLIENT_ID)
                    .setUseWebSocket(isWebSocket);
            options.setWebSocketMaxFrameSize(service.config().messageBytes());
            HandedSocket.hand(vertx, socket, options, this::connected);
            channel.pipeline().addBefore(HANDLER, "guard", guard);
            if (isWebSocket) {
                // Some bytes could become millions; the library does not work without it from the start.
                channel.pipeline().remove("webSocketExtensionHandler");
            }
        }

        private void connected(MqttEndpoint endpoint) {
            strangers.remove(channel);
            switch (Login.of(endpoint, service.access(), address)) {
                case Login.Refused(var reason, var code) -> {
                    service.counters().refused(reason).increment();
                    guard.end();
                    endpoint.reject(code);
                }
                case Login.Accepted login -> {
                    entrance.known();
                    var connection = new MqttConnection(endpoint, channel, guard);
                    session = MqttSession.begin(service, group, connection, login, address, endpoint);
                }
            }
        }

        private void stop() {
            MqttSession present = session;
            if (present == null) {
                Channels.cut(channel);
            } else {
                present.stop();
            }
        }

        private void closed() {
            MqttSession present = session;
            if (present != null) {
                present.closed(System.nanoTime());
            }
        }
    }

    /** Accepts no more connections; what was published is stored, and acknowledged. */
    @Override
    public Future<?> stop() {
        service.relay().remove(group);
        // The library's handler of the keep-alive keeps the event of a shutdown from those of the socket.
        group.all().forEach(MqttSession::stop);
        return server.shutdown(service.limits().drain().toMillis(), TimeUnit.MILLISECONDS);
    }
}
