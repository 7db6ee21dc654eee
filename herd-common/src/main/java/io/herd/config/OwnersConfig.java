package io.herd.config;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which herd keeps the clients of which partitions of the topic that several share: the same table in all of them. Every partition from 0 on
 * has one owner, and this herd is one of them.
 *
 * @param herd the name of this herd
 * @param herds all owners by name, in the file's order
 * @param forward how commands reach the owners of other clients
 */
public record OwnersConfig(String herd, Map<String, OwnerConfig> herds, ForwardConfig forward) {
    private static final SettingType<Partitions> PARTITIONS = SettingType.oneOf(Partitions.class);

    private enum Partitions {
        /** This herd keeps all clients. */
        ALL,
        /** It keeps those of its own partitions. */
        OWN
    }

    public OwnersConfig {
        herds = Collections.unmodifiableMap(new LinkedHashMap<>(herds));
        if (!herds.containsKey(herd)) {
            throw new ConfigException("kafka.owners: expected this herd, " + herd + ", among them");
        }
        Map<Integer, String> owners = owners(herds);
        for (int partition = 0; partition < owners.size(); partition++) {
            if (!owners.containsKey(partition)) {
                throw new ConfigException(
                        "kafka.owners: expected an owner of every partition, got none of " + partition);
            }
        }
    }

    private static Map<Integer, String> owners(Map<String, OwnerConfig> herds) {
        var owners = new LinkedHashMap<Integer, String>();
        herds.forEach((name, owner) -> owner.partitions().forEach(partition -> {
            String other = owners.putIfAbsent(partition, name);
            if (other != null) {
                throw new ConfigException("kafka.owners." + name + ".partitions: expected one owner of each, but "
                        + partition + " is " + other + "'s");
            }
        }));
        return owners;
    }

    /** The settings of the owners; null where each herd keeps all clients. */
    static @Nullable OwnersConfig from(String herd, SettingGroup kafka) {
        Partitions kept = kafka.get("partitions", PARTITIONS, Partitions.ALL);
        SettingGroup owners = kafka.section("owners");
        var herds = new LinkedHashMap<String, OwnerConfig>();
        for (String name : owners.keys()) {
            herds.put(name, OwnerConfig.from(name, owners.section(name)));
        }
        ForwardConfig forward = ForwardConfig.from(kafka.section("forward"));
        return kept == Partitions.ALL ? null : new OwnersConfig(herd, herds, forward);
    }

    /** The partitions of this herd. */
    public Set<Integer> own() {
        return requireNonNull(herds.get(herd)).partitions();
    }

    /** How many partitions there are. */
    public int partitions() {
        return herds.values().stream()
                .mapToInt(each -> each.partitions().size())
                .sum();
    }
}
