package io.herd.server.intake;

import io.herd.config.LimitsConfig;
import io.herd.geo.Area;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Card;
import io.herd.protocol.ClientName;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.FenceName;
import io.herd.protocol.Readings;
import io.herd.protocol.RecordKind;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLine;
import io.herd.protocol.ReportView;
import io.herd.state.HerdState;
import io.herd.state.PutResult;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what clients report to this server, and the fences that it is given. Reporters are anonymous: a report says which client it is of, and nobody has to
 * prove to be that client. A report that is accepted may be acknowledged once a {@link #flush} that began afterwards has
 * succeeded. Safe for any number of threads.
 */
public final class ReportIntake {
    private static final int USUAL_LINE = 128;

    private final Bytes server;
    private final HerdState state;
    private final Admission admission;
    private final Replication replication;
    private final LongSupplier clock;
    private final @Nullable ReportSink history;
    /** Null where this herd keeps all clients. */
    private final @Nullable OtherHerds others;

    private final IntakeCounters counters = new IntakeCounters();

    /**
     * @param server the name of this server, which stands in the reports that it accepts
     * @param clock POSIX time in nanoseconds
     */
    public ReportIntake(
            Bytes server, HerdState state, LimitsConfig limits, Replication replication, LongSupplier clock) {
        this(server, state, limits, replication, clock, null);
    }

    /**
     * The same, with a history.
     *
     * @param history gets every report that is not refused; null if there is none
     */
    public ReportIntake(
            Bytes server,
            HerdState state,
            LimitsConfig limits,
            Replication replication,
            LongSupplier clock,
            @Nullable ReportSink history) {
        this(server, state, limits, replication, clock, history, null);
    }

    /**
     * The same, in a herd that keeps some clients only.
     *
     * @param others who keeps the others; null if this herd keeps all
     */
    public ReportIntake(
            Bytes server,
            HerdState state,
            LimitsConfig limits,
            Replication replication,
            LongSupplier clock,
            @Nullable ReportSink history,
            @Nullable OtherHerds others) {
        this.others = others;
        this.history = history;
        this.server = server;
        this.state = state;
        this.replication = replication;
        this.clock = clock;
        admission = new Admission(state, limits);
    }

    /** The server's clock: POSIX time in nanoseconds. */
    public long now() {
        return clock.getAsLong();
    }

    /**
     * Accepts a report, or says why not.
     *
     * @param clientHash the {@linkplain HerdState#clientHash hash} of its client
     * @param now when it came in, by this server's {@linkplain #now clock}
     * @param out gets the line of the report, without an LF, if it is accepted, and nothing else
     */
    public IntakeResult report(Iamat iamat, long clientHash, long now, ByteWriter out) {
        if (others != null && others.have(iamat.client())) {
            return handOver(iamat, Readings.NONE, others, now);
        }
        Refusal refusal = admission.refusal(iamat, clientHash, now);
        return refusal == null ? accept(iamat, Readings.NONE, clientHash, now, out) : refuse(refusal);
    }

    /**
     * Takes what a device reports.
     *
     * @param readings what it told besides its position; they are dropped where there is no room for them
     * @param isFirst whether its client has not reported in the same request before: only then it counts for {@code
     *     limits.reportsPerClient}, as a device that was offline for days sends all that it has
     * @param now as above
     */
    public IntakeResult report(Iamat iamat, Readings readings, boolean isFirst, long now) {
        if (others != null && others.have(iamat.client())) {
            return handOver(iamat, readings, others, now);
        }
        long hash = state.clientHash(iamat.client());
        Refusal refusal = isFirst ? admission.refusal(iamat, hash, now) : admission.refusalOfFurther(iamat, now);
        if (refusal != null) {
            return refuse(refusal);
        }
        IntakeResult result = accept(iamat, readings, hash, now, new ByteWriter(USUAL_LINE));
        if (!(result instanceof IntakeResult.Refused) && !readings.isEmpty()) {
            Report note = Report.readings(server, iamat.client(), readings, iamat.timeNanos());
            keep(note, () -> state.acceptLocal(note));
        }
        return result;
    }

    /** Hands a report of another herd's client to that herd. What the device told besides is published, as no command says it. */
    private IntakeResult handOver(Iamat iamat, Readings readings, OtherHerds owners, long now) {
        Refusal refusal = admission.refusalOfFurther(iamat, now);
        if (refusal != null) {
            return refuse(refusal);
        }
        Report own = echo(iamat, now, new ByteWriter(USUAL_LINE)).copy();
        Future<Handed> handed = owners.take(own).onSuccess(result -> {
            if (result instanceof Handed.Taken && !readings.isEmpty()) {
                publishNote(Report.readings(server, iamat.client(), readings, iamat.timeNanos()), owners);
            }
        });
        return new IntakeResult.Elsewhere(own, handed);
    }

    private void publishNote(Report note, OtherHerds owners) {
        Future<Void> published =
                note.line().length() > ReportLine.MOST_BYTES ? Future.failedFuture("too long") : owners.publish(note);
        published.onFailure(_ -> counters.notesDropped.increment());
    }

    /** The herds that keep other clients than this one; null where this one keeps all. */
    public @Nullable OtherHerds others() {
        return others;
    }

    /** Keeps how a client is to be shown from now on, if there is room. */
    public void show(ClientName client, Card card) {
        if (others != null && others.have(client.bytes())) {
            publishNote(Report.card(server, client.bytes(), card, now()), others);
            return;
        }
        LongFunction<Report> record =
                time -> Report.card(server, client.bytes(), card, afterDeletion(client.bytes(), time));
        keep(record.apply(now()), () -> put(RecordKind.CARD.recordName(client.bytes()), record));
    }

    /** A time that is no earlier than the one given, and later than the deletion of a client, which would delete what is of before. */
    private long afterDeletion(Bytes client, long time) {
        Report newest = state.findWithTombstones(client);
        return newest != null && newest.isTombstone() ? Math.max(time, newest.timeNanos() + 1) : time;
    }

    /** Keeps a note if it is not too long for a record: names of clients may have thousands of bytes. */
    private void keep(Report note, Supplier<PutResult> put) {
        boolean fits = note.line().length() <= ReportLine.MOST_BYTES && !(put.get() instanceof PutResult.NoRoom);
        if (!fits) {
            counters.notesDropped.increment();
        }
    }

    /** Writes the line of a report as if it had been accepted: for those who may not see the one that stands. */
    public ReportView echo(Iamat iamat, long now, ByteWriter out) {
        return ReportView.fromCommand(server, iamat, now, out);
    }

    private IntakeResult accept(Iamat iamat, Readings readings, long clientHash, long now, ByteWriter out) {
        int start = out.length();
        ReportView report = ReportView.fromCommand(server, iamat, now, out);
        PutResult result = state.acceptLocal(report, clientHash);
        if (history != null && (result instanceof PutResult.Accepted || result instanceof PutResult.Stale)) {
            history.add(report, readings);
        }
        if (!(result instanceof PutResult.Accepted)) {
            out.cut(start);
        }
        return switch (result) {
            case PutResult.Accepted _ -> new IntakeResult.Accepted(report);
            case PutResult.Stale(var standing) -> {
                counters.stale.increment();
                yield new IntakeResult.Stale(standing);
            }
            case PutResult.Deleted _ -> refuse(Refusal.DELETED);
            case PutResult.Expired _ -> refuse(Refusal.EXPIRED);
            case PutResult.NoRoom _ -> refuse(Refusal.TOO_MANY_CLIENTS);
        };
    }

    /**
     * Deletes a client, whether this server knows it or not: all servers forget what they know of it up to now. Completes, on the
     * caller's context, as an acknowledgement does, or for another herd's client once the deletion is published; false where there is no
     * room to remember the deletion.
     */
    public Future<Boolean> forget(ClientName client) {
        if (others != null && others.have(client.bytes())) {
            counters.deletions.increment();
            return others.publish(Report.tombstone(server, client.bytes(), now()))
                    .map(true);
        }
        return replace(
                client.bytes(),
                counters.deletions,
                time -> Report.tombstone(server, client.bytes(), afterNotes(client.bytes(), time)));
    }

    /** A time that is no earlier than the one given, and later than the notes about a client, which its deletion deletes then. */
    private long afterNotes(Bytes client, long time) {
        long latest = time;
        for (RecordKind kind : List.of(RecordKind.READINGS, RecordKind.CARD)) {
            Report note = state.find(kind.recordName(client));
            latest = note == null ? latest : Math.max(latest, note.timeNanos() + 1);
        }
        return latest;
    }

    /**
     * Defines a fence, in place of what is known of one of that name. Completes as above; false where there is no room for it.
     *
     * @param area as {@link io.herd.protocol.AreaWord} gives it back
     */
    public Future<Boolean> define(FenceName fence, Area area) {
        return replace(fence.recordName(), counters.fences, time -> Report.fence(server, fence, area, time));
    }

    /** Deletes a fence. Completes as above. */
    public Future<Boolean> remove(FenceName fence) {
        Bytes name = fence.recordName();
        return replace(name, counters.fenceDeletions, time -> Report.tombstone(server, name, time));
    }

    /** Keeps a record of this server's own that is newer than what stands, whatever that is. */
    private Future<Boolean> replace(Bytes name, LongAdder counter, LongFunction<Report> record) {
        if (!(put(name, record) instanceof PutResult.Accepted)) {
            return Future.succeededFuture(false);
        }
        counter.increment();
        return replication.flush().map(true);
    }

    private PutResult put(Bytes name, LongFunction<Report> record) {
        PutResult result;
        do {
            Report standing = state.findWithTombstones(name);
            long now = now();
            // A clock that is behind must not make a tombstone one that has expired.
            long earliest = Math.max(now, state.horizon().at(now));
            long time = standing == null ? earliest : Math.max(earliest, standing.timeNanos() + 1);
            result = state.acceptLocal(record.apply(time));
            // What came in between is replaced too.
        } while (result instanceof PutResult.Stale || result instanceof PutResult.Deleted);
        return result;
    }

    private IntakeResult refuse(Refusal refusal) {
        counters.refused(refusal).increment();
        return new IntakeResult.Refused(refusal);
    }

    /**
     * Has every sink take what the acknowledgement of reports depends on. Completes on the caller's context; fails if a sink cannot
     * have it, and then none of these reports may be acknowledged.
     *
     * @param accepted how many reports were accepted since the last flush: counted together, as counting is shared by all threads
     */
    public Future<Void> flush(int accepted) {
        counters.accepted.add(accepted);
        return replication.flush();
    }

    public IntakeCounters counters() {
        return counters;
    }
}
