package io.herd.sim;

import io.herd.state.Expiry;
import java.time.Duration;
import java.util.Random;

/**
 * For how long a herd keeps its records, and the times that go with it.
 *
 * @param mostClockError how far a clock may be wrong
 * @param mostSkip how long nothing happens at a time
 */
record Retention(Expiry expiry, Duration mostClockError, Duration mostSkip) {
    /** How often nothing happens for some time, at most. */
    static final int SKIPS = 6;

    private static final Duration ONE_HOUR = Duration.ofHours(1);
    /** A herd has time enough to settle before such tombstones expire, in seconds. */
    private static final int SHORTEST_OF_TOMBSTONES = 300;

    private static final int LONGEST = 6 * 3_600;

    static Retention of(Faults faults, Random random) {
        boolean expires = switch (faults) {
            case EXPIRY -> true;
            case JOURNALS, WATCHES -> random.nextBoolean();
            default -> false;
        };
        if (!expires) {
            return new Retention(Expiry.DEFAULT, faults.mostClockError(), Duration.ZERO);
        }
        return random.nextInt(3) == 0 ? ofTombstones(random) : ofReports(random);
    }

    /** Reports expire, and servers are away for longer than that. */
    private static Retention ofReports(Random random) {
        Duration ttl = between(2, LONGEST, random);
        var expiry = new Expiry(ttl, Expiry.DEFAULT.tombstones());
        Duration error = switch (random.nextInt(3)) {
            case 0 -> Duration.ofNanos(expiry.epochNanos());
            case 1 -> ttl.dividedBy(2);
            default -> ONE_HOUR;
        };
        return new Retention(expiry, error, ttl.multipliedBy(3));
    }

    /** Only tombstones expire, and no server is away for as long as they are kept: all times together are shorter. */
    private static Retention ofTombstones(Random random) {
        Duration tombstones = between(SHORTEST_OF_TOMBSTONES, LONGEST, random);
        return new Retention(
                new Expiry(Duration.ZERO, tombstones), tombstones.dividedBy(16), tombstones.dividedBy(4L * SKIPS));
    }

    /** Each order of magnitude is as likely as another. */
    private static Duration between(int least, int most, Random random) {
        return Duration.ofMillis((long) (1_000 * least * Math.pow((double) most / least, random.nextDouble())));
    }

    /** By how much a clock is wrong, in ms: often not at all. */
    long clockError(Random random) {
        int most = (int) mostClockError.toMillis();
        return most == 0 || random.nextInt(3) == 0 ? 0 : random.nextInt(-most, most);
    }
}
