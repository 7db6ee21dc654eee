package io.herd.server.owner;

import io.herd.config.OwnersConfig;
import io.herd.protocol.Bytes;
import io.herd.protocol.ClientPartition;
import io.herd.protocol.RecordKind;
import io.herd.protocol.ReportLine;

/** The table of which herd owns which client: by the partition of the client's name. Never changes. */
public final class Owners {
    private final String here;
    /** The owner of each partition. */
    private final String[] owners;

    public Owners(OwnersConfig config) {
        here = config.herd();
        owners = new String[config.partitions()];
        config.herds().forEach((name, owner) -> owner.partitions().forEach(each -> owners[each] = name));
    }

    /** The name of this herd. */
    String here() {
        return here;
    }

    /** The name of the herd that owns a client. */
    String of(Bytes client) {
        return owners[ClientPartition.of(client, owners.length)];
    }

    /** Whether this herd owns a client. */
    boolean isOwn(Bytes client) {
        return isOwn(ClientPartition.of(client, owners.length));
    }

    /** Whether this herd owns a partition, whose records it reads. */
    public boolean isOwn(int partition) {
        return owners[partition].equals(here);
    }

    /** How many partitions there are. */
    public int partitions() {
        return owners.length;
    }

    /** Whether this herd keeps a record: those about its own clients, and fences, which each herd has for itself. */
    public boolean keeps(ReportLine record) {
        RecordKind kind = record.kind();
        return kind.isOfFence() || isOwn(kind.subject(record.client()));
    }
}
