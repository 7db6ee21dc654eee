package io.herd.server.link;

import io.herd.config.ServerConfig;
import io.herd.server.net.Channels;
import io.herd.server.net.LineSocket;
import io.herd.server.net.MemoryAccount;
import io.herd.server.tls.LinkTls;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Accepts the links of neighbours at the server's link port. Several instances may share the port; each connection stays on
 * the event loop of the instance that took it.
 */
public final class LinkAcceptorVerticle extends VerticleBase {
    /**
     * How many connections may be in their handshake. One more takes the place of the oldest: a handshake takes
     * milliseconds, so that a neighbour gets in although strangers dial without a pause.
     */
    static final int MOST_PENDING = 256;

    private final ServerConfig config;
    private final LinkService service;
    private final Consumer<String> linked;
    private final Runnable flush;
    private final MemoryAccount memory;
    private final long patience;
    private final @Nullable LinkTls tls;
    /** Connections in their TLS handshake, in the order in which they came. */
    private final Set<Channel> unencrypted = new LinkedHashSet<>();

    private final Map<LineSocket, PendingLink> open = new LinkedHashMap<>();
    private NetServer server;

    /**
     * @param patience how long a stop waits until neighbours have hung up, in ms
     * @param tls null where links are not encrypted
     */
    public LinkAcceptorVerticle(
            ServerConfig config,
            LinkService service,
            Consumer<String> linked,
            Runnable flush,
            MemoryAccount memory,
            long patience,
            @Nullable LinkTls tls) {
        this.tls = tls;
        this.memory = memory;
        this.config = config;
        this.service = service;
        this.linked = linked;
        this.flush = flush;
        this.patience = patience;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(LinksVerticle.TICK, _ -> tick());
        server = vertx.createNetServer(new NetServerOptions().setTcpNoDelay(true))
                .connectHandler(this::connected);
        return server.listen(config.linkPort(), config.bind());
    }

    private void tick() {
        long now = SocketRoute.millis();
        // A copy, since a link that is cut leaves at once.
        List.copyOf(open.values()).forEach(link -> link.tick(now));
    }

    private void connected(NetSocket socket) {
        makeRoom();
        if (tls == null) {
            open(socket);
            return;
        }
        Channel channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
        unencrypted.add(channel);
        // Whose handshake fails is counted, logged and closed there.
        socket.exceptionHandler(_ -> {});
        socket.shutdownHandler(_ -> Channels.cut(channel));
        tls.accepted()
                .begin(channel)
                .onComplete(_ -> unencrypted.remove(channel))
                .onSuccess(_ -> open(socket));
    }

    private void open(NetSocket socket) {
        var links = new ArrayList<PendingLink>(1);
        LineSocket lines =
                LineSocket.open(vertx, socket, PendingLink.LINE_LIMIT, LinkService.SENT_LIMIT, memory, wire -> {
                    links.add(new PendingLink(service, wire, linked, flush));
                    return links.getFirst();
                });
        open.put(lines, links.getFirst());
        lines.closed().onComplete(_ -> open.remove(lines));
    }

    private void makeRoom() {
        List<LineSocket> pending = open.entrySet().stream()
                .filter(entry -> !entry.getValue().isProven())
                .map(Map.Entry::getKey)
                .toList();
        if (pending.size() + unencrypted.size() >= MOST_PENDING) {
            service.refusedStranger("", "too many connections are in their handshake");
            if (unencrypted.isEmpty()) {
                pending.getFirst().abort();
            } else {
                Channels.cut(unencrypted.iterator().next());
            }
        }
    }

    /** Takes no more links; those that are open say goodbye. */
    @Override
    public Future<?> stop() {
        return server.shutdown(patience, TimeUnit.MILLISECONDS);
    }
}
