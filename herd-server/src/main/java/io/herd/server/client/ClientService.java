package io.herd.server.client;

import io.herd.config.LimitsConfig;
import io.herd.protocol.Bytes;
import io.herd.server.log.TrafficLog;
import io.herd.server.net.MemoryAccount;
import io.herd.state.HerdState;
import java.util.function.LongSupplier;

/**
 * What all sessions of a server share.
 *
 * @param server the server's name
 * @param admission which reports are not taken
 * @param clock POSIX time in nanoseconds
 * @param memory the bytes that connections make the server hold
 */
public record ClientService(
        Bytes server,
        HerdState state,
        Admission admission,
        Flood flood,
        Places places,
        LongSupplier clock,
        Timer timer,
        LimitsConfig limits,
        TrafficLog log,
        MemoryAccount memory,
        ClientCounters counters) {
    public ClientService(
            Bytes server,
            HerdState state,
            Flood flood,
            Places places,
            LongSupplier clock,
            Timer timer,
            LimitsConfig limits,
            TrafficLog log,
            MemoryAccount memory,
            ClientCounters counters) {
        this(
                server,
                state,
                new Admission(state, limits, counters),
                flood,
                places,
                clock,
                timer,
                limits,
                log,
                memory,
                counters);
    }
}
