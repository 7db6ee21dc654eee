package io.herd.server.kafka;

import io.herd.server.kafka.TopicContent.Reason;
import io.herd.state.MergeResult;
import java.util.concurrent.atomic.LongAdder;

/** What the bridge counts. Safe for any number of threads. */
public final class BridgeCounters {
    /** Records that the topic has acknowledged. */
    public final LongAdder published = new LongAdder();
    /** Records that the topic did not take; they are owed again. */
    public final LongAdder failed = new LongAdder();
    /** Records that the topic never takes. */
    public final LongAdder refused = new LongAdder();
    /** Records that were published again, since the topic had an older one after them. */
    public final LongAdder repaired = new LongAdder();
    /** Records that were published again after a start, or for a server that is away. */
    public final LongAdder recovered = new LongAdder();

    public final LongAdder news = new LongAdder();
    public final LongAdder known = new LongAdder();
    public final LongAdder older = new LongAdder();
    public final LongAdder expired = new LongAdder();
    public final LongAdder noRoom = new LongAdder();
    /** What this herd does not keep. */
    public final LongAdder elsewhere = new LongAdder();

    public final LongAdder empty = new LongAdder();
    public final LongAdder version = new LongAdder();
    public final LongAdder tooLarge = new LongAdder();
    public final LongAdder malformed = new LongAdder();
    public final LongAdder future = new LongAdder();
    /** News from another herd that name a server of this one. */
    public final LongAdder namesakes = new LongAdder();

    /** Times that the connection was lost. */
    public final LongAdder disconnected = new LongAdder();

    void merged(MergeResult result) {
        LongAdder count = switch (result) {
            case ACCEPTED -> news;
            case KNOWN -> known;
            case OLDER -> older;
            case NO_ROOM -> noRoom;
            case EXPIRED -> expired;
            case ELSEWHERE -> elsewhere;
        };
        count.increment();
    }

    void rejected(Reason reason) {
        LongAdder count = switch (reason) {
            case EMPTY -> empty;
            case VERSION -> version;
            case TOO_LARGE -> tooLarge;
            case MALFORMED -> malformed;
            case FUTURE -> future;
        };
        count.increment();
    }
}
