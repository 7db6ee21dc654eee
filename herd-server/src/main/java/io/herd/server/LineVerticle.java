package io.herd.server;

import io.herd.config.ConnectionLimits;
import io.herd.config.ServerConfig;
import io.herd.server.client.ClientService;
import io.herd.server.client.ClientSession;
import io.herd.server.client.CrowdedSession;
import io.herd.server.client.WaitingQuestions;
import io.herd.server.net.Channels;
import io.herd.server.net.LineListener;
import io.herd.server.net.LineSocket;
import io.herd.server.net.Tuning;
import io.herd.server.net.Wire;
import io.herd.server.tls.TlsHandshakes;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Listens at the server's port, where clients connect. Several instances share the port and, in
 * {@link ClientService} and {@link Connections}, what is safe to share; each connection stays on the event loop of the
 * instance that took it.
 */
final class LineVerticle extends VerticleBase {
    /** How often the memory of connections is checked, in ms. While memory is tight, little can be added meanwhile. */
    private static final long MEMORY_LOOKS = 50;
    /** Connections that use fewer bytes are not closed for it. */
    private static final long LEAST_GREED = 16 * 1024;

    /** How much of a connection is read at once: a pipeline of 64 commands or so. */
    private static final int READ_BYTES = 16 * 1024;

    private final ServerConfig config;
    private final ClientService service;
    private final Connections connections;
    private final ConnectionLimits limits;
    private final boolean isEncrypted;
    /** Null where no client speaks TLS. */
    private final @Nullable TlsHandshakes tls;

    private final Set<LineSocket> open = new HashSet<>();
    private final List<NetServer> servers = new ArrayList<>();
    private Executor loop;
    private WaitingQuestions waiting;

    /**
     * @param isEncrypted whether TLS is spoken at the client port; it always is at the one beside it
     * @param tls null where it is spoken at neither
     */
    LineVerticle(
            ServerConfig config,
            ClientService service,
            Connections connections,
            boolean isEncrypted,
            @Nullable TlsHandshakes tls) {
        this.config = config;
        this.isEncrypted = isEncrypted;
        this.tls = tls;
        this.service = service;
        this.connections = connections;
        limits = service.limits().connections();
    }

    @Override
    public Future<?> start() {
        loop = task -> context.runOnContext(_ -> task.run());
        waiting = new WaitingQuestions(
                service.state(), service.timer(), loop, service.limits().unknownWait());
        vertx.setPeriodic(MEMORY_LOOKS, _ -> dropTheGreediest());
        vertx.setPeriodic(limits.idle().toMillis() / LineSocket.QUIET_LOOKS, _ -> endIdle());
        long unfinished = limits.unfinishedLine().toMillis();
        if (unfinished > 0) {
            vertx.setPeriodic(
                    Math.ceilDiv(unfinished, LineSocket.QUIET_LOOKS),
                    _ -> List.copyOf(open).forEach(LineSocket::completeQuietLine));
        }
        Integer second = config.tlsPort();
        Future<?> first = listen("port", config.port(), isEncrypted ? tls : null);
        return second == null ? first : first.compose(_ -> listen("tlsPort", second, tls));
    }

    /** @param handshakes null for connections that are not encrypted */
    private Future<?> listen(String setting, int port, @Nullable TlsHandshakes handshakes) {
        NetServer server = vertx.createNetServer(Tuning.forClients(new NetServerOptions()))
                .connectHandler(socket -> connected(socket, handshakes));
        servers.add(server);
        return server.listen(port, config.bind())
                .recover(e -> Future.failedFuture(StartException.cannotListen(config, setting, port, e)));
    }

    private void connected(NetSocket socket, @Nullable TlsHandshakes handshakes) {
        String address = String.valueOf(socket.remoteAddress().hostAddress());
        switch (connections.enter(address)) {
            case WELCOME ->
                secure(socket, handshakes, address, wire -> new ClientSession(service, waiting, loop, wire));
            case CROWDED -> secure(socket, handshakes, address, wire -> new CrowdedSession(service.timer(), wire));
            case TURNED_AWAY -> socket.close().onComplete(_ -> connections.leave(address));
        }
    }

    private void secure(
            NetSocket socket,
            @Nullable TlsHandshakes handshakes,
            String address,
            Function<Wire, LineListener> session) {
        Channel channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
        Tuning.readAtMost(channel, READ_BYTES);
        if (handshakes == null) {
            open(socket, address, session);
        } else {
            // Who sends all at once and half-closes may do so before the handshake is done.
            channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
            // Whose handshake fails is counted, logged and closed there.
            socket.exceptionHandler(_ -> {});
            socket.shutdownHandler(_ -> Channels.cut(channel));
            handshakes.begin(channel).onComplete(_ -> open(socket, address, session), _ -> connections.leave(address));
        }
    }

    private void open(NetSocket socket, String address, Function<Wire, LineListener> session) {
        LineSocket line = LineSocket.open(
                vertx, socket, service.limits().lineBytes(), limits.replyBytes(), service.memory(), session);
        open.add(line);
        line.closed().onComplete(_ -> {
            open.remove(line);
            connections.leave(address);
        });
    }

    /** Closes the connections that use most memory while all together use too much. */
    private void dropTheGreediest() {
        while (service.memory().isSpent() && !open.isEmpty()) {
            LineSocket greediest = Collections.max(open, Comparator.comparingLong(LineSocket::heldBytes));
            if (greediest.heldBytes() < LEAST_GREED) {
                return;
            }
            service.counters().greedy.increment();
            open.remove(greediest);
            greediest.drop();
        }
    }

    private void endIdle() {
        for (LineSocket line : List.copyOf(open)) {
            if (line.isQuiet()) {
                service.counters().idle.increment();
                line.endInput();
            }
        }
    }

    /** Accepts no more connections; open ones finish the commands in progress. */
    @Override
    public Future<?> stop() {
        return Future.join(servers.stream()
                .map(server -> server.shutdown(service.limits().drain().toMillis(), TimeUnit.MILLISECONDS))
                .toList());
    }
}
