package io.herd.server.link;

/**
 * How a server stands with a neighbour, at one moment.
 *
 * @param reason why the neighbour is away, for people; empty while it is not
 * @param accepted whether the neighbour's own link, on which it tells us, is open
 * @param key by which secret the link that this server dials is proven
 * @param pending of how many clients the neighbour has yet to be told
 * @param lagMillis for how long something has been pending without a break
 * @param stateMillis for how long the state has been what it is
 * @param counters what went over the links so far; it goes on counting
 */
public record LinkStatus(
        String neighbour,
        State state,
        String reason,
        boolean accepted,
        LinkKey key,
        int pending,
        long lagMillis,
        long stateMillis,
        LinkCounters counters) {

    /** How it is with the link that this server dials. */
    public enum State {
        /** The first try is under way. */
        DIALLING,
        /** The neighbour is told what is pending for it. */
        OPEN,
        /** The neighbour could not be reached, or the link was lost; it is tried again and again. */
        AWAY,
        /** This server stops, and dials no more. */
        STOPPING
    }
}
