package io.herd.server.link;

import io.herd.server.link.LinkStatus.State;
import org.slf4j.event.Level;

/** How this server stands with a neighbour that it dials, for status and log. Times are in ms. */
final class NeighbourStatus {
    private final LinkService service;
    private final String neighbour;
    private State state = State.DIALLING;
    private long since;
    /** Why the neighbour is away, as it was logged, so that a long absence is logged once; empty while it is not. */
    private String absence = "";

    private boolean wasLinked;

    NeighbourStatus(LinkService service, String neighbour, long now) {
        this.service = service;
        this.neighbour = neighbour;
        this.since = now;
    }

    void opened(long now) {
        service.log().info("linked to {}", neighbour);
        absence = "";
        wasLinked = true;
        become(State.OPEN, now);
    }

    void lost(String reason, Level level, long now) {
        become(State.AWAY, now);
        if (!absence.equals(reason) && !isStopped()) {
            service.log().atLevel(level).log("{} {}; will try again", neighbour, reason);
            absence = reason;
        }
    }

    /** There was no connection. Only worth a warning if there was one before: herds start one by one. */
    void unreachable(String reason, long now) {
        lost(reason, wasLinked ? Level.WARN : Level.INFO, now);
    }

    void stopped(long now) {
        become(State.STOPPING, now);
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isStopped() {
        return state == State.STOPPING;
    }

    /** Takes on another state, unless it is stopped: that is for good. */
    private void become(State next, long now) {
        if (state != next && !isStopped()) {
            state = next;
            since = now;
        }
    }

    /** For how long the state has been what it is. */
    long age(long now) {
        return now - since;
    }

    /**
     * The whole status.
     *
     * @param key by which secret the link is proven
     * @param pending of how many clients the neighbour has yet to be told
     * @param lag for how long something has been pending
     */
    LinkStatus status(LinkKey key, int pending, long lag, long now) {
        return new LinkStatus(
                neighbour,
                state,
                absence,
                service.isAccepted(neighbour),
                key,
                pending,
                lag,
                age(now),
                service.counters(neighbour));
    }
}
