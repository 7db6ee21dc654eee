package io.herd.sim;

import io.herd.protocol.Bytes;
import io.herd.protocol.LinkMessage.At;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Report;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes newer records of clients of others, in the names of other servers: reports and deletions, up to a time ahead. */
final class Forger {
    private static final long FAR_FUTURE = 4_986_000_000L;

    private final Random random;
    private final VirtualClock clock;
    private final List<Bytes> clients;
    private final Oracle oracle;
    private final long ahead;
    private final Set<Report> forged = new HashSet<>();

    /** @param ahead how far ahead it stamps: as far as all servers take, however wrong their clocks are */
    Forger(Random random, VirtualClock clock, List<Bytes> clients, Oracle oracle, Duration ahead) {
        this.random = random;
        this.clock = clock;
        this.clients = clients;
        this.oracle = oracle;
        this.ahead = ahead.toSeconds();
    }

    /** A line that neighbours take for a record. */
    String forge() {
        boolean isTooFar = random.nextInt(4) == 0;
        long time = isTooFar ? FAR_FUTURE : clock.date() / 1_000 + random.nextLong(ahead);
        String origin = " S" + random.nextInt(4) + " ";
        Bytes client = clients.get(random.nextInt(clients.size()));
        String line = random.nextInt(3) == 0
                ? "GONE " + client + origin + "+0.0 " + time
                : "AT " + client + origin + "+" + random.nextInt(90) + " -" + random.nextInt(180) + " +0.0 " + time;
        if (LinkMessageParser.parse(Bytes.of(line)) instanceof At(Report report)) {
            forged.add(report);
            oracle.made(report);
        }
        return line + "\n";
    }

    /** Whether a record is of its making. */
    boolean hasForged(Report report) {
        return forged.contains(report);
    }
}
