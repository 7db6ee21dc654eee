package io.herd.bench;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * A load to put on servers.
 *
 * @param targets the servers, which get as many connections each
 * @param dialect how to speak with them
 * @param connections how many, in all
 * @param depth how many commands a connection sends at once, before it waits for all their replies
 * @param clients about how many clients the commands are; each is about one by chance
 * @param time for how long to send
 * @param commands how many to send at the most
 */
public record Plan(
        List<InetSocketAddress> targets,
        Dialect dialect,
        int connections,
        int depth,
        int clients,
        Duration time,
        long commands) {

    /** More than can be sent. */
    private static final long ENDLESS = Long.MAX_VALUE;

    /** Many commands of clients by chance, for a time. */
    public static Plan of(List<InetSocketAddress> targets, Dialect dialect, int clients, Duration time) {
        return new Plan(targets, dialect, 16, 64, clients, time, ENDLESS);
    }

    /** The same with another number of connections and another depth. */
    public Plan with(int newConnections, int newDepth) {
        return new Plan(targets, dialect, newConnections, newDepth, clients, time, commands);
    }

    /** The same at other servers. */
    public Plan at(List<InetSocketAddress> newTargets) {
        return new Plan(newTargets, dialect, connections, depth, clients, time, commands);
    }

    /** The same in another dialect. */
    public Plan speaking(Dialect newDialect) {
        return new Plan(targets, newDialect, connections, depth, clients, time, commands);
    }

    /** One command about each client in turn, however long that takes. */
    public Plan onceEach() {
        return new Plan(targets, dialect, connections, depth, clients, Duration.ofDays(1), clients);
    }

    boolean isInTurn() {
        return commands != ENDLESS;
    }
}
