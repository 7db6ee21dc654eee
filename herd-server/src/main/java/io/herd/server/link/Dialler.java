package io.herd.server.link;

import static java.util.Objects.requireNonNull;

import io.herd.protocol.Printable;
import io.herd.server.net.LineListener;
import io.herd.server.net.Wire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Keeps one neighbour dialled, for ever: with exponential back-off while it is away, and at once when it shows that it is
 * back by linking to this server. Confined to one thread, and handed sockets and timers as a {@link Route}.
 */
public final class Dialler {
    /** An attempt that has led to no link for so long, in ms, while the neighbour can be reached, is taken to hang. */
    private static final long HANGS_AFTER = 500;

    private final LinkService service;
    private final String neighbour;
    private final Route route;
    private final Backoff backoff;
    private final NeighbourStatus status;
    private final Promise<Void> tried = Promise.promise();
    private final Promise<Void> ended = Promise.promise();
    /** The attempt under way, or the one that led to the link; null during a pause. */
    private @Nullable Dial current;

    private @Nullable DialledLink link;
    /** Which pause is waited out; the timer of an earlier one does nothing. */
    private int pause;
    /** Whether the neighbour has linked to this server since it was last dialled: then the next pause is left out. */
    private boolean isBack;

    public Dialler(LinkService service, String neighbour, Route route, RandomGenerator random) {
        this.service = service;
        this.neighbour = neighbour;
        this.route = route;
        this.backoff = new Backoff(service.config().retryMin(), service.config().retryMax(), random);
        this.status = new NeighbourStatus(service, neighbour, route.now());
    }

    /** Begins to dial; completes when the first attempt has led to a link, or has failed. */
    public Future<Void> start() {
        dial();
        return tried.future();
    }

    private void dial() {
        pause++;
        isBack = false;
        link = null;
        current = new Dial(route.now());
        route.connect(current);
    }

    /**
     * The neighbour has linked to this server, so it can be reached: a pause ends, and an attempt that has taken long gives
     * way to a new one. A link that seems to be open may be to the neighbour's earlier life, so it is probed.
     */
    public void neighbourLinked() {
        if (status.isStopped()) {
            return;
        }
        if (isOpen()) {
            isBack = true;
            requireNonNull(link).probe();
        } else if (current != null && route.now() - current.start < HANGS_AFTER) {
            isBack = true;
            Dial young = current;
            route.later(HANGS_AFTER, () -> {
                if (current == young && !isOpen()) {
                    neighbourLinked();
                }
            });
        } else {
            DialledLink old = link;
            dial();
            if (old != null) {
                old.abort();
            }
        }
    }

    private void pause(long millis) {
        current = null;
        link = null;
        tried.tryComplete();
        if (status.isStopped()) {
            ended.tryComplete();
        } else if (isBack) {
            dial();
        } else {
            int mine = ++pause;
            route.later(millis, () -> {
                if (mine == pause && !status.isStopped()) {
                    dial();
                }
            });
        }
    }

    /** How it stands with the neighbour. */
    LinkStatus status() {
        DialledLink last = link;
        return last == null
                ? status.status(LinkKey.NONE, 0, 0, route.now())
                : status.status(last.key(), last.pending(), last.lag(), route.now());
    }

    /** Whether the link is open. */
    public boolean isOpen() {
        return link != null && link.state() == DialledLink.State.OPEN;
    }

    /** To be called several times in a heartbeat. */
    public void tick() {
        takeTurn(last -> last.tick(route.now()));
    }

    /** Lets the link do something; a fault in it ends this link alone. */
    private void takeTurn(Consumer<DialledLink> turn) {
        DialledLink last = link;
        if (last != null) {
            try {
                turn.accept(last);
            } catch (RuntimeException e) {
                service.log().error("a fault of this server ends the link to {}", neighbour, e);
                last.fail();
            }
        }
    }

    /** Writes to the neighbour what is pending for it, as far as it keeps up. */
    public void sendPending() {
        takeTurn(DialledLink::sendPending);
    }

    /** Tells the neighbour what is pending for it, if that takes no longer than a time in ms, says goodbye, and hangs up. */
    public Future<Void> stop(long patience) {
        status.stopped(route.now());
        DialledLink last = link;
        if (last == null) {
            return Future.succeededFuture();
        }
        route.later(patience, last::abort);
        last.stop();
        return ended.future();
    }

    /** One attempt, up to the end of the link that it leads to. It counts for nothing once another one has begun. */
    private final class Dial implements Route.Attempt {
        private final long start;

        Dial(long now) {
            start = now;
        }

        @Override
        public boolean isWanted() {
            return current == this && !status.isStopped();
        }

        @Override
        public LineListener connected(Wire wire) {
            var connected = new DialledLink(service, neighbour, wire, this::opened);
            link = connected;
            return connected;
        }

        private void opened() {
            tried.tryComplete();
            status.opened(route.now());
        }

        @Override
        public void failed(String reason) {
            if (current == this) {
                status.unreachable(reason, route.now());
                pause(backoff.next());
            }
        }

        @Override
        public void closed() {
            if (current != this || link == null) {
                return;
            }
            long now = route.now();
            // Not as soon as it opens: a neighbour that then breaks the link each time is dialled ever more rarely too.
            if (status.isOpen() && status.age(now) >= service.config().silence().toMillis()) {
                backoff.reset();
            }
            String reason = Printable.of(link.reason());
            switch (link.state()) {
                case REFUSED -> {
                    status.lost("refused the link: " + reason, Level.WARN, now);
                    pause(service.config().refusedRetry().toMillis());
                }
                case GOODBYE -> {
                    status.lost("said goodbye: " + reason, Level.INFO, now);
                    pause(backoff.next());
                }
                default -> {
                    status.lost("is gone: " + reason, Level.WARN, now);
                    pause(backoff.next());
                }
            }
        }
    }
}
