package io.herd.server.intake;

import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLine;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * The herds that share a topic with this one. Each keeps the clients of its own partitions only, so that what concerns others' clients is
 * handed to them. Safe for any number of threads; all futures complete on the caller's context.
 */
public interface OtherHerds {
    /** The name of this herd. */
    String here();

    /** Whether a client is another herd's. */
    boolean have(Bytes client);

    /** The name of the herd that a client belongs to. */
    String owner(Bytes client);

    /**
     * Has the herd of a client take its report; or, where that is away, publishes the report as this server's own. Fails if that is not
     * possible either.
     *
     * @param own the report as this server would have taken it
     */
    Future<Handed> take(Report own);

    /**
     * Asks the herd of a client for its newest report; empty where that does not know the client. Fails if that herd is away.
     */
    Future<Optional<Report>> find(Bytes client);

    /** Publishes a record of this server's own, about a client of another herd. Fails if that is not possible. */
    Future<Void> publish(ReportLine own);

    /** Counts a command that another herd forwarded here, and that this herd would have to forward in turn. */
    void refused(Bytes client);
}
