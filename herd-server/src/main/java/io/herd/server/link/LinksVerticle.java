package io.herd.server.link;

import io.herd.config.ServerConfig;
import io.herd.server.net.MemoryAccount;
import io.herd.server.tls.LinkTls;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Dials the neighbours, all from one event loop, and keeps them told. */
public final class LinksVerticle extends VerticleBase {
    /** How often links look at the time, in ms. */
    static final long TICK = 250;

    private final LinkService service;
    private final Collection<ServerConfig> neighbours;
    private final MemoryAccount memory;
    private final long patience;
    private final @Nullable LinkTls tls;
    /** Held for as long as the verticle lives: Vert.x closes a client that nothing refers to. */
    private NetClient client;

    private volatile Map<String, Dialler> diallers = Map.of();
    /** Who waits until the neighbours have been written to. */
    private final Queue<Promise<Void>> waiting = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean isFlushDue = new AtomicBoolean();

    /**
     * @param neighbours whom to dial
     * @param memory where the bytes that links hold are accounted for
     * @param patience how long to wait at a stop until neighbours have taken what is pending for them, in ms
     * @param tls null where links are not encrypted
     */
    public LinksVerticle(
            LinkService service,
            Collection<ServerConfig> neighbours,
            MemoryAccount memory,
            long patience,
            @Nullable LinkTls tls) {
        this.tls = tls;
        this.memory = memory;
        this.patience = patience;
        this.service = service;
        this.neighbours = neighbours;
    }

    /** Starts once every neighbour has been linked to, or could not be at the first try. */
    @Override
    public Future<?> start() {
        client =
                vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true).setConnectTimeout((int)
                        service.config().handshake().toMillis()));
        vertx.setPeriodic(TICK, _ -> diallers.values().forEach(Dialler::tick));
        var all = new LinkedHashMap<String, Dialler>();
        for (ServerConfig neighbour : neighbours) {
            var route = new SocketRoute(vertx, client, neighbour, memory, tls == null ? null : tls.dialled());
            all.put(neighbour.name(), new Dialler(service, neighbour.name(), route, ThreadLocalRandom.current()));
        }
        diallers = all;
        return Future.join(all.values().stream().map(Dialler::start).toList());
    }

    /** A neighbour has just linked to this server, so it can be reached: it is dialled without waiting any longer. From any thread. */
    public void neighbourLinked(String neighbour) {
        Dialler dialler = diallers.get(neighbour);
        // Before the start there is none: then all are dialled anyway.
        if (dialler != null) {
            context.runOnContext(_ -> dialler.neighbourLinked());
        }
    }

    /**
     * Writes to every linked neighbour the changes it lacks, as far as it keeps up. Completes on the caller's context once that
     * is written; never fails. From any thread.
     */
    public Future<Void> flush() {
        if (service.feeds().isEmpty()) {
            return Future.succeededFuture();
        }
        Promise<Void> flushed = ((ContextInternal) vertx.getOrCreateContext()).promise();
        waiting.add(flushed);
        if (!isFlushDue.getAndSet(true)) {
            context.runOnContext(_ -> flushWaiting());
        }
        return flushed.future();
    }

    /**
     * One round of writes serves all who came to ask for it until it began. It begins once the event loop has taken all that
     * has come in: so links get few large writes, and what neighbours have told meanwhile is not told back to them.
     */
    private void flushWaiting() {
        isFlushDue.set(false);
        List<Promise<Void>> served = new ArrayList<>();
        for (Promise<Void> each = waiting.poll(); each != null; each = waiting.poll()) {
            served.add(each);
        }
        try {
            diallers.values().forEach(Dialler::sendPending);
        } finally {
            served.forEach(Promise::complete);
        }
    }

    /**
     * How this server stands with each of its neighbours. Completes on the caller's context; never fails. From any
     * thread.
     */
    public Future<List<LinkStatus>> status() {
        if (diallers.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Promise<List<LinkStatus>> read = ((ContextInternal) vertx.getOrCreateContext()).promise();
        context.runOnContext(_ ->
                read.complete(diallers.values().stream().map(Dialler::status).toList()));
        return read.future();
    }

    @Override
    public Future<?> stop() {
        return Future.join(diallers.values().stream()
                        .map(dialler -> dialler.stop(patience))
                        .toList())
                .eventually(client::close);
    }
}
