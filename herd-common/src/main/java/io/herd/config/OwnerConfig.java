package io.herd.config;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A herd that owns partitions.
 *
 * @param partitions which ones, in their order
 * @param servers where its servers take commands, each {@code host:port}
 */
public record OwnerConfig(Set<Integer> partitions, List<String> servers) {
    private static final SettingType<Set<Integer>> PARTITIONS = SettingType.integers(0, 9_999);
    private static final SettingType<List<String>> SERVERS = SettingType.addresses();

    public OwnerConfig {
        partitions = Collections.unmodifiableSet(new TreeSet<>(PARTITIONS.read("kafka.owners.partitions", partitions)));
        servers = SERVERS.read("kafka.owners.servers", servers);
    }

    static OwnerConfig from(String name, SettingGroup owner) {
        if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new ConfigException(
                    "kafka.owners: expected names of letters, digits, '.', '_' and '-', got " + RawSetting.shown(name));
        }
        var config = new OwnerConfig(owner.required("partitions", PARTITIONS), owner.required("servers", SERVERS));
        owner.end();
        return config;
    }

    /** Where its servers take commands. */
    public List<HostPort> addresses() {
        return servers.stream().map(HostPort::of).toList();
    }
}
