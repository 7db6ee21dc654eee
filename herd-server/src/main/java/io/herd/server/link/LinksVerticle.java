package io.herd.server.link;

import io.herd.config.ServerConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Dials the neighbours, all from one event loop, and keeps them told. */
public final class LinksVerticle extends VerticleBase {
    /** How often links look at the time, in ms. */
    static final long TICK = 250;

    private static final long START = System.nanoTime();

    private final LinkService service;
    private final Collection<ServerConfig> neighbours;
    private final long patience;
    /** Held for as long as the verticle lives: Vert.x closes a client that nothing refers to. */
    private NetClient client;

    private volatile List<Dialler> diallers = List.of();
    /** Who waits until the neighbours have been told. */
    private final Queue<Promise<Void>> waiting = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean isTellingDue = new AtomicBoolean();

    /**
     * @param neighbours whom to dial
     * @param patience how long to wait at a stop until neighbours have taken what they are owed, in ms
     */
    public LinksVerticle(LinkService service, Collection<ServerConfig> neighbours, long patience) {
        this.patience = patience;
        this.service = service;
        this.neighbours = neighbours;
    }

    /** A time in ms that never goes back, from 0 on. */
    static long now() {
        return (System.nanoTime() - START) / 1_000_000;
    }

    /** Starts once every neighbour has been linked to, or could not be at the first try. */
    @Override
    public Future<?> start() {
        client =
                vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true).setConnectTimeout((int)
                        service.config().handshake().toMillis()));
        vertx.setPeriodic(TICK, _ -> diallers.forEach(dialler -> dialler.tick(now())));
        diallers = neighbours.stream()
                .map(neighbour -> new Dialler(vertx, client, service, neighbour))
                .toList();
        return Future.join(diallers.stream().map(Dialler::dial).toList());
    }

    /**
     * Writes to every linked neighbour what it is owed, as far as it keeps up. Completes on the caller's context once
     * that is written; never fails. From any thread.
     */
    public Future<Void> sendOwed() {
        if (service.debts().isEmpty()) {
            return Future.succeededFuture();
        }
        Promise<Void> told = ((ContextInternal) vertx.getOrCreateContext()).promise();
        waiting.add(told);
        if (!isTellingDue.getAndSet(true)) {
            context.runOnContext(_ -> tellWaiting());
        }
        return told.future();
    }

    /**
     * One round of writes serves all who came to ask for it until it began. It begins once the event loop has taken all that
     * has come in: so links get few large writes, and what neighbours have told meanwhile is not told back to them.
     */
    private void tellWaiting() {
        isTellingDue.set(false);
        List<Promise<Void>> served = new ArrayList<>();
        for (Promise<Void> each = waiting.poll(); each != null; each = waiting.poll()) {
            served.add(each);
        }
        tellAll();
        served.forEach(Promise::complete);
    }

    private void tellAll() {
        diallers.forEach(Dialler::sendOwed);
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
        context.runOnContext(_ -> read.complete(
                diallers.stream().map(dialler -> dialler.status(now())).toList()));
        return read.future();
    }

    @Override
    public Future<?> stop() {
        return Future.join(
                        diallers.stream().map(dialler -> dialler.stop(patience)).toList())
                .eventually(client::close);
    }
}
