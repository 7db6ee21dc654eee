package io.herd.sim;

import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.state.Expiry;
import java.util.Map;

/**
 * What a server takes from one life to the next.
 *
 * @param records each client's newest report, or tombstone
 * @param horizon below which it had forgotten everything, POSIX time in ns
 */
record Memory(Map<Bytes, Report> records, long horizon) {
    static final Memory NOTHING = new Memory(Map.of(), Expiry.NONE);

    Memory withoutHorizon() {
        return new Memory(records, Expiry.NONE);
    }
}
