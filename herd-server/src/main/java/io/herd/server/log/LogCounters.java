package io.herd.server.log;

import java.util.concurrent.atomic.LongAdder;

/** How many lines a log dropped, by reason. */
public final class LogCounters {
    /** Traffic above {@code log.trafficBytes} in a second. */
    public final LongAdder overLimit = new LongAdder();
    /** Lines that found the queue full: they came faster than the disk took them. */
    public final LongAdder queueFull = new LongAdder();
}
