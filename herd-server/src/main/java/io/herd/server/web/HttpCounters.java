package io.herd.server.web;

import java.util.concurrent.atomic.LongAdder;

/** Counts of connections over HTTP since the server started. */
public final class HttpCounters {
    /** Connections closed at once: there were too many, or memory was tight. */
    public final LongAdder crowded = new LongAdder();
    /** Connections closed because they sent requests and did not read the answers. */
    public final LongAdder unread = new LongAdder();
}
