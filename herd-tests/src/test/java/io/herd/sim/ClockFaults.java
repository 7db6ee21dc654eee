package io.herd.sim;

import io.herd.state.Expiry;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * Lets long times pass at once while directions are cut and servers are down or frozen, as if all had been asleep, and sets
 * servers' clocks wrong.
 */
final class ClockFaults {
    private static final int MOST_PAUSE = 4_000;

    private final VirtualClock agenda;
    private final Random random;
    private final List<SimServer> servers;
    private final Retention retention;
    private final Oracle oracle;
    private int skips;
    private boolean isOver;

    ClockFaults(VirtualClock agenda, Random random, List<SimServer> servers, Retention retention, Oracle oracle) {
        this.agenda = agenda;
        this.random = random;
        this.servers = servers;
        this.retention = retention;
        this.oracle = oracle;
    }

    void begin() {
        agenda.in(1 + random.nextInt(MOST_PAUSE), () -> {
            if (!isOver) {
                happen();
                begin();
            }
        });
    }

    private void happen() {
        if (random.nextInt(3) == 0) {
            SimServer server = servers.get(random.nextInt(servers.size()));
            long error = retention.clockError(random);
            oracle.note("the clock of %s is %d ms wrong", server.name(), error);
            server.setClock(error);
        } else if (skips < Retention.SKIPS) {
            skips++;
            // Mostly short times, of some epochs or less.
            skip((long) (retention.mostSkip().toMillis() * Math.pow(random.nextDouble(), 3)));
        }
    }

    private void skip(long millis) {
        oracle.note("nothing happens for %d ms", millis);
        agenda.skip(millis);
    }

    /** Sets all clocks right, and waits until the horizon of no server is ahead of what the others follow. */
    void end() {
        isOver = true;
        servers.forEach(server -> server.setClock(0));
        long followed = retention.expiry().follow(Long.MAX_VALUE, agenda.date() * 1_000_000);
        long ahead = latestHorizon() - followed;
        if (ahead > 0) {
            skip(ahead / 1_000_000 + 1);
        }
    }

    private long latestHorizon() {
        return servers.stream()
                .map(server -> Objects.requireNonNull(server.life()))
                .mapToLong(life -> life.state().horizon().latest())
                .max()
                .orElse(Expiry.NONE);
    }

    /** All that was reported expires, also what is stamped ahead. */
    void passAll() {
        skip(retention
                .expiry()
                .retention()
                .plus(retention.mostClockError())
                .multipliedBy(2)
                .toMillis());
    }
}
