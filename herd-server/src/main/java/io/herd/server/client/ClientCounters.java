package io.herd.server.client;

import java.util.concurrent.atomic.LongAdder;

/** What clients asked of a server since it started. */
public final class ClientCounters {
    /** Connections cut because they made the server hold most when all together held too much. */
    public final LongAdder greedy = new LongAdder();
    /** Connections opened. */
    public final LongAdder connections = new LongAdder();
    /** Connections opened that are closed by now. */
    public final LongAdder closed = new LongAdder();
    /** Connections refused because there were too many, or because memory was tight. */
    public final LongAdder crowded = new LongAdder();
    /** Connections cut because nothing came and nothing went for too long. */
    public final LongAdder idle = new LongAdder();
    /** How often a client's commands had to wait because it did not read its replies. */
    public final LongAdder slowReaders = new LongAdder();
    /** How often a client's commands had to wait because so many waited for their replies. */
    public final LongAdder deepPipelines = new LongAdder();
    /** Connections closed because a report that was accepted could not be acknowledged. */
    public final LongAdder unacknowledged = new LongAdder();
    /** WHATSATs answered with places, or with why there are none. */
    public final LongAdder whatsats = new LongAdder();
    /** WATCHes refused since the connection had too many, or the same already. */
    public final LongAdder tooManyWatches = new LongAdder();
    /** NEARs answered with clients. */
    public final LongAdder nears = new LongAdder();
    /** WHEREISs answered. */
    public final LongAdder whereises = new LongAdder();
    /** Commands answered with a question mark, for whatever reason. */
    public final LongAdder invalid = new LongAdder();
    /** Of these, lines that are no command. */
    public final LongAdder malformed = new LongAdder();
    /** Of these, questions about clients that nobody reported. */
    public final LongAdder unknownClients = new LongAdder();
    /** Of these, questions about clients of other herds that are away, and watches of such clients. */
    public final LongAdder elsewhere = new LongAdder();
    /** Of these, lines over the limit. */
    public final LongAdder overlongLines = new LongAdder();

    /** Counts a command that is answered with a question mark. */
    void invalid(LongAdder reason) {
        invalid.increment();
        reason.increment();
    }

    @Override
    public String toString() {
        return connections + " connections, " + whatsats + " WHATSAT, " + nears + " NEAR, " + whereises + " WHEREIS, "
                + invalid + " invalid commands";
    }
}
