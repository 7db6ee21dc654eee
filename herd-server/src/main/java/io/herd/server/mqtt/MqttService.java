package io.herd.server.mqtt;

import io.herd.config.LimitsConfig;
import io.herd.config.MqttConfig;
import io.herd.server.access.AccessControl;
import io.herd.server.intake.ReportIntake;
import io.herd.server.net.MemoryAccount;
import io.herd.server.phone.Friends;
import io.herd.server.phone.PhoneIntake;
import io.herd.server.watch.LiveClients;
import io.herd.state.HerdState;

/**
 * What all connections of a server's MQTT port share.
 *
 * @param intake where what apps say goes
 * @param reports where clients are forgotten
 * @param friends what is told of clients
 * @param access who may do what
 * @param memory the bytes that connections make the server hold
 * @param connected which client is connected where
 * @param relay where messages go that are passed on as they are
 */
public record MqttService(
        HerdState state,
        PhoneIntake intake,
        ReportIntake reports,
        Friends friends,
        LiveClients live,
        AccessControl access,
        LimitsConfig limits,
        MqttConfig config,
        MemoryAccount memory,
        MqttCounters counters,
        Relay relay,
        ConnectedClients connected) {}
