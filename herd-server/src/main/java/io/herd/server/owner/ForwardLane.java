package io.herd.server.owner;

import io.herd.config.HostPort;
import io.herd.protocol.Bytes;
import io.herd.server.net.Unreachable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One way to a server of another herd: a connection that is dialled when it is needed. A server that is away is left alone for a while, and
 * then dialled again behind the back of commands that need not wait for it. Confined to one event loop.
 */
final class ForwardLane {
    private final HostPort address;
    private final Route route;
    private final long timeout;
    private final long retry;
    private final Logger log;
    private final Queue<Said> waiting = new ArrayDeque<>();
    private State state = State.IDLE;
    /** Since when it is in this state, in ms. */
    private long since;

    private @Nullable ForwardLink link;
    /** Which attempt to connect is the latest; what comes of an earlier one is dropped. */
    private int attempt;

    private enum State {
        /** There is no connection, and nothing speaks against one. */
        IDLE,
        /** A connection is being opened, and commands wait for it. */
        DIALLING,
        OPEN,
        /** The last connection failed; commands fail at once. */
        AWAY,
        /** The same, while another connection is being tried. */
        PROBING
    }

    private record Said(Bytes command, Promise<Bytes> reply) {}

    /** Connects, and knows the time. */
    interface Route {
        /** Opens a connection; the future has its session. */
        Future<ForwardLink> connect(HostPort address);

        /** A time in ms that never goes back. */
        long now();
    }

    /**
     * @param timeout how long a connection, and then each reply, may take, in ms
     * @param retry how long a server that is away is left alone, in ms
     */
    ForwardLane(HostPort address, Route route, long timeout, long retry, Logger log) {
        this.address = address;
        this.route = route;
        this.timeout = timeout;
        this.retry = retry;
        this.log = log;
    }

    /** Says a command; fails with a {@link ForwardException} if it is not answered. */
    Future<Bytes> say(Bytes command) {
        if (state == State.IDLE) {
            dial(State.DIALLING);
        } else if (state == State.AWAY && route.now() - since >= retry) {
            dial(State.PROBING);
        }
        if (state == State.OPEN && link != null) {
            return link.say(command, route.now());
        } else if (state == State.DIALLING) {
            Promise<Bytes> reply = Promise.promise();
            waiting.add(new Said(command, reply));
            return reply.future();
        }
        return Future.failedFuture(new ForwardException(ForwardFailure.AWAY));
    }

    private void dial(State next) {
        become(next);
        int mine = ++attempt;
        route.connect(address)
                .onSuccess(connected -> connected(connected, mine))
                .onFailure(failure -> failed(mine, Unreachable.because(failure)));
    }

    private void connected(ForwardLink connected, int mine) {
        if (mine != attempt || state == State.AWAY) {
            connected.abort(ForwardFailure.AWAY);
            return;
        }
        link = connected;
        connected
                .opened()
                .onSuccess(_ -> opened(mine))
                .onFailure(problem -> failed(mine, String.valueOf(problem.getMessage())));
        connected.ended().onSuccess(lost -> ended(mine, lost));
    }

    private void opened(int mine) {
        ForwardLink open = link;
        if (mine != attempt || open == null) {
            return;
        }
        become(State.OPEN);
        for (Said each = waiting.poll(); each != null; each = waiting.poll()) {
            open.say(each.command, route.now()).onComplete(each.reply);
        }
    }

    /** @param lost whether commands were waiting for replies */
    private void ended(int mine, boolean lost) {
        if (mine == attempt && state == State.OPEN) {
            link = null;
            become(lost ? State.AWAY : State.IDLE);
        }
    }

    private void failed(int mine, String problem) {
        if (mine != attempt || state == State.AWAY) {
            return;
        }
        if (state == State.DIALLING) {
            log.warn("commands cannot be forwarded to {}: {}", address, problem);
        }
        link = null;
        become(State.AWAY);
        var failure = new ForwardException(ForwardFailure.AWAY);
        for (Said each = waiting.poll(); each != null; each = waiting.poll()) {
            each.reply.fail(failure);
        }
    }

    private void become(State next) {
        state = next;
        since = route.now();
    }

    /** To be called several times within a timeout. */
    void tick() {
        ForwardLink open = link;
        if ((state == State.DIALLING || state == State.PROBING) && route.now() - since > timeout) {
            failed(attempt, "it does not answer");
            if (open != null) {
                open.abort(ForwardFailure.AWAY);
            }
        } else if (state == State.OPEN && open != null) {
            open.tick(route.now(), timeout);
        }
    }

    /** Ends the connection. */
    void stop() {
        ForwardLink open = link;
        failed(attempt, "this server stops");
        if (open != null) {
            open.abort(ForwardFailure.AWAY);
        }
    }
}
