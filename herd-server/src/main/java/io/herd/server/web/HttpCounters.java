package io.herd.server.web;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts of connections and requests over HTTP since the server started. */
public final class HttpCounters {
    /** Connections closed at once: there were too many, or memory was tight. */
    public final LongAdder crowded = new LongAdder();
    /** Connections closed because they sent requests and did not read the answers. */
    public final LongAdder unread = new LongAdder();
    /** Streams of events opened. */
    public final LongAdder streams = new LongAdder();
    /** Streams of events that have ended. */
    public final LongAdder endedStreams = new LongAdder();
    /** Of these, the ones cut because they did not read, or were behind by too much. */
    public final LongAdder cutStreams = new LongAdder();

    private final Map<HttpRefusal, LongAdder> refused = new EnumMap<>(HttpRefusal.class);

    public HttpCounters() {
        for (HttpRefusal reason : HttpRefusal.values()) {
            refused.put(reason, new LongAdder());
        }
    }

    /** Requests to the API that were refused for a reason. */
    public LongAdder refused(HttpRefusal reason) {
        return requireNonNull(refused.get(reason));
    }
}
