package io.herd.server.places;

/** A service that knows places, as far as it is thinking: what to ask it, and what its answers mean. Pure. */
interface Source {
    /** How to begin a search. Its documents may hold more places than wished for, in any order. */
    Question ask(Search search);

    /** Whether its terms allow to keep what it answers. */
    boolean mayBeKept();
}
