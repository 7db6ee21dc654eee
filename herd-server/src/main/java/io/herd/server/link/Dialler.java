package io.herd.server.link;

import static java.util.Objects.requireNonNull;

import io.herd.config.ServerConfig;
import io.herd.protocol.Printable;
import io.herd.server.net.LineSocket;
import io.herd.server.net.Unreachable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Keeps one neighbour dialled, for ever. Confined to the event loop of the links. */
final class Dialler {
    private final Vertx vertx;
    private final NetClient client;
    private final LinkService service;
    private final ServerConfig neighbour;
    private final Backoff backoff;
    private final Promise<Void> tried = Promise.promise();
    private @Nullable LineSocket socket;
    private @Nullable DialledLink link;
    private LinkStatus.State state = LinkStatus.State.DIALLING;
    /** Since when the state has been what it is, in ms. */
    private long since = LinksVerticle.now();
    /** Why the neighbour is away, as it was logged, so that a long absence is logged once; empty while it is not. */
    private String absence = "";

    private boolean wasLinked;

    Dialler(Vertx vertx, NetClient client, LinkService service, ServerConfig neighbour) {
        this.vertx = vertx;
        this.client = client;
        this.service = service;
        this.neighbour = neighbour;
        this.backoff =
                new Backoff(service.config().retryMin(), service.config().retryMax(), ThreadLocalRandom.current());
    }

    /** Begins to dial; completes when the first try has succeeded or failed. */
    Future<Void> dial() {
        redial();
        return tried.future();
    }

    private void redial() {
        if (!isStopped()) {
            client.connect(neighbour.port(), neighbour.host())
                    .onSuccess(this::connected)
                    .onFailure(this::unreachable);
        }
    }

    private void connected(NetSocket connection) {
        if (isStopped()) {
            var _ = connection.close();
            return;
        }
        LineSocket lines = LineSocket.open(vertx, connection, service.lineLimit(), wire -> {
            link = new DialledLink(service, neighbour.name(), wire, this::opened);
            return link;
        });
        DialledLink greeting = requireNonNull(link);
        socket = lines;
        lines.closed().onComplete(_ -> closed(greeting));
    }

    private void opened() {
        backoff.reset();
        tried.tryComplete();
        service.log().info("linked to {}", neighbour.name());
        absence = "";
        wasLinked = true;
        become(LinkStatus.State.OPEN);
    }

    private void closed(DialledLink gone) {
        socket = null;
        link = null;
        switch (gone.state()) {
            case REFUSED ->
                lost(
                        "refused the link: " + Printable.of(gone.reason()),
                        Level.WARN,
                        service.config().refusedRetry().toMillis());
            case GOODBYE -> lost("said goodbye: " + Printable.of(gone.reason()), Level.INFO, backoff.next());
            default -> lost("is gone: " + gone.reason(), Level.WARN, backoff.next());
        }
    }

    /** Not to find a neighbour is only worth a warning if it was there before: herds start one by one. */
    private void unreachable(Throwable cause) {
        lost(Unreachable.because(cause), wasLinked ? Level.WARN : Level.INFO, backoff.next());
    }

    private void lost(String news, Level level, long wait) {
        tried.tryComplete();
        if (isStopped()) {
            return;
        }
        become(LinkStatus.State.AWAY);
        if (!absence.equals(news)) {
            service.log().atLevel(level).log("{} {}; will try again", neighbour.name(), news);
            absence = news;
        }
        vertx.setTimer(wait, _ -> redial());
    }

    private boolean isStopped() {
        return state == LinkStatus.State.STOPPING;
    }

    /** Takes on another state, unless it is stopped: that is for good. */
    private void become(LinkStatus.State next) {
        if (state != next && !isStopped()) {
            state = next;
            since = LinksVerticle.now();
        }
    }

    /** How it stands with the neighbour at a time in ms. */
    LinkStatus status(long now) {
        return new LinkStatus(
                neighbour.name(),
                state,
                absence,
                service.isAccepted(neighbour.name()),
                link == null ? 0 : link.owed(),
                link == null ? 0 : link.lag(),
                now - since,
                service.counters(neighbour.name()));
    }

    void tick(long now) {
        if (link != null) {
            link.tick(now);
        }
    }

    void sendOwed() {
        if (link != null) {
            link.sendOwed();
        }
    }

    /** Tells the neighbour what it is owed, if that takes no longer than a time in ms, says goodbye, and hangs up. */
    Future<Void> stop(long patience) {
        become(LinkStatus.State.STOPPING);
        LineSocket last = socket;
        if (last == null) {
            return Future.succeededFuture();
        }
        vertx.setTimer(patience, _ -> last.abort());
        last.stop();
        return last.closed();
    }
}
