package io.herd.server.kafka;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** Whether Kafka does what is asked of it: the log is told of each change, once. Safe for any number of threads. */
final class BrokerConnection {
    private final String purpose;
    private final Logger log;
    private final BridgeCounters counters;
    private volatile boolean isUp;
    private boolean wasTold;
    private String problem = "not reached yet";
    private long since;

    /** @param purpose what is done by it, for the log: {@code published}, {@code read} */
    BrokerConnection(String purpose, BridgeCounters counters, Logger log, long now) {
        this.purpose = purpose;
        this.counters = counters;
        this.log = log;
        since = now;
    }

    /** It did what was asked. */
    synchronized void up(long now) {
        if (!isUp) {
            log.info("Kafka is {}{}", purpose, wasTold ? " again, after " + seconds(now) + " s" : "");
            isUp = true;
            problem = "";
            since = now;
        }
    }

    /** It did not, and why. */
    synchronized void away(String why, long now) {
        if (isUp || !wasTold) {
            log.warn("Kafka is not {}: {}; it is tried again", purpose, why);
            since = now;
            if (isUp) {
                counters.disconnected.increment();
            }
        }
        isUp = false;
        wasTold = true;
        problem = why;
    }

    private long seconds(long now) {
        return TimeUnit.NANOSECONDS.toSeconds(now - since);
    }

    boolean isUp() {
        return isUp;
    }

    /** Why it is away; empty if it is up. */
    synchronized String problem() {
        return problem;
    }

    /** When it last changed. */
    synchronized long since() {
        return since;
    }
}
