package io.herd.server.places;

/** The pure half of a provider of places: builds requests and interprets answers; does no I/O. */
interface Source {
    /** The first request of a search. The documents of its outcome may have more places than asked for, in any order. */
    Question ask(Search search);

    /** Whether its terms allow caching its answers. */
    boolean mayBeKept();
}
