package io.herd.server.client;

import io.herd.config.LimitsConfig;
import io.herd.server.access.AccessControl;
import io.herd.server.fence.FenceEvents;
import io.herd.server.intake.ReportIntake;
import io.herd.server.log.TrafficLog;
import io.herd.server.net.MemoryAccount;
import io.herd.server.watch.LiveClients;
import io.herd.state.HerdState;

/**
 * What all sessions of a server share.
 *
 * @param intake where reports go
 * @param access who may do what
 * @param memory the bytes that connections make the server hold
 */
public record ClientService(
        HerdState state,
        ReportIntake intake,
        Places places,
        LiveClients live,
        FenceEvents fences,
        Timer timer,
        AccessControl access,
        LimitsConfig limits,
        TrafficLog log,
        MemoryAccount memory,
        ClientCounters counters) {}
