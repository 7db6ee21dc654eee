package io.herd.server.kafka;

import io.herd.config.KafkaConfig.Consume;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The partitions that this server reads, and those that it looks after: of each one server of the herd publishes what is missing. Where
 * all servers read all, that is one of those that are not away. Safe for any number of threads.
 */
final class OwnPartitions {
    private final String server;
    private final Consume consume;
    private final Set<Integer> assigned = new HashSet<>();
    private final Set<Integer> fresh = new HashSet<>();
    private final TreeSet<String> present;
    private final Set<String> servers;

    /** @param servers all of the herd */
    OwnPartitions(String server, Set<String> servers, Consume consume) {
        this.server = server;
        this.servers = servers;
        this.consume = consume;
        present = new TreeSet<>(servers);
    }

    synchronized void assigned(Collection<Integer> partitions) {
        assigned.addAll(partitions);
        fresh.addAll(partitions);
    }

    synchronized void revoked(Collection<Integer> partitions) {
        assigned.removeAll(partitions);
        fresh.removeAll(partitions);
    }

    /** Those that were assigned since this was asked last. */
    synchronized Set<Integer> takeFresh() {
        Set<Integer> taken = Set.copyOf(fresh);
        fresh.clear();
        return taken;
    }

    /** Which servers are away. */
    synchronized void away(Set<String> away) {
        present.addAll(servers);
        present.removeAll(away);
        present.add(server);
    }

    /** Whether this server publishes what is missing in a partition. */
    synchronized boolean isOwn(int partition) {
        return assigned.contains(partition)
                && (consume == Consume.SHARED || present.headSet(server).size() == partition % present.size());
    }

    /** Whether what is in doubt is left to another server that reads it as well. */
    synchronized boolean isLeftToOthers(int partition) {
        return consume == Consume.ALL && !isOwn(partition);
    }
}
