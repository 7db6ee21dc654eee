package io.herd.server.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: exponential back-off with full jitter, so that neither a dead neighbour is
 * hammered nor one that comes back is dialled by all at the same moment.
 */
final class Backoff {
    private final long least;
    private final long most;
    private final RandomGenerator random;
    private long ceiling;

    Backoff(Duration least, Duration most, RandomGenerator random) {
        this.least = least.toMillis();
        this.most = most.toMillis();
        this.random = random;
        this.ceiling = this.least;
    }

    /** The next wait, in ms: anything up to a ceiling that doubles each time. */
    long next() {
        long wait = 1 + random.nextLong(ceiling);
        ceiling = Math.min(most, ceiling * 2);
        return wait;
    }

    /** A try succeeded: the next wait is short again. */
    void reset() {
        ceiling = least;
    }
}
