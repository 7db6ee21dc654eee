package io.herd.server.client;

import static java.util.Objects.requireNonNull;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.Command.Invalid;
import io.herd.protocol.Command.Whatsat;
import io.herd.protocol.Command.Whereis;
import io.herd.protocol.CommandParser;
import io.herd.protocol.Report;
import io.herd.server.log.Transcript;
import io.herd.server.net.LineListener;
import io.herd.server.net.Wire;
import io.herd.state.PrefetchBatch;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One client's connection: answers its commands in their order. Confined to the connection's event loop. */
public final class ClientSession implements LineListener, WaitingQuestions.Asker {
    private static final Bytes NOTHING = Bytes.of("");
    /** Replies of one read leave in one write, but in several if those that need not wait are longer than this. */
    private static final int FULL = 64 * 1024;
    /** About how many bytes an answer of Places takes. */
    private static final int USUAL_DOCUMENT = 4_096;
    /** About how many bytes a question that waits takes, besides its command. */
    private static final int QUESTION = 512;
    /** No time of a clock. */
    private static final long UNREAD = Long.MIN_VALUE;

    private final ClientService service;
    private final Wire wire;
    private final Transcript transcript;
    private final WaitingQuestions waiting;
    private final PrefetchBatch<Iamat> reports;
    private final Replies replies = new Replies();
    /** Holds back the replies to reports of this read until the neighbours have been told what is pending for them. */
    private Replies.@Nullable Place untilTold;

    /** How many reports of this read are news: counted together, as counting is shared by all threads. */
    private int news;

    /** When this read came in, by the service's clock; {@link #UNREAD} until it matters. */
    private long readAt = UNREAD;

    private boolean stopped;
    private boolean ending;

    /** @param waiting the questions of this event loop's connections that wait */
    public ClientSession(ClientService service, WaitingQuestions waiting, Wire wire) {
        this.service = service;
        this.wire = wire;
        this.reports = new PrefetchBatch<>(service.state(), this::iamat);
        this.transcript = service.log().client(wire.peer());
        this.waiting = waiting;
    }

    @Override
    public void line(Bytes line) {
        Command command = CommandParser.parse(line);
        if (!(command instanceof Iamat)) {
            reports.carryOut();
        }
        switch (command) {
            case Iamat iamat -> reports.add(iamat.client(), iamat);
            case Whatsat whatsat -> whatsat(line, whatsat);
            case Whereis whereis -> whereis(line, whereis);
            case Invalid _ -> invalid(line, service.counters().malformed);
        }
        transcript.line(line);
        if (replies.ready() >= FULL) {
            send();
        }
        if (mustWait()) {
            boolean keepsUp = wire.isWritable();
            (keepsUp ? service.counters().deepPipelines : service.counters().slowReaders).increment();
            wire.pause();
        }
    }

    private void iamat(Iamat iamat, long place) {
        readAt = readAt == UNREAD ? service.clock().getAsLong() : readAt;
        LongAdder objection = service.admission().objection(iamat, place, readAt);
        if (objection != null) {
            invalid(iamat.line(), objection);
            return;
        }
        untilTold = untilTold == null ? replies.reserve(0) : untilTold;
        // Written where the reply will be: one copy less.
        ByteWriter reply = replies.next();
        int start = reply.length();
        Report report = Report.fromCommand(service.server(), iamat, readAt, reply);
        switch (service.state().acceptLocal(report, place)) {
            case NEWS -> {
                news++;
                waiting.reported(this, report);
                reply.write('\n');
            }
            case NOT_NEWER -> {
                service.counters().staleReports.increment();
                reply.cut(start);
                requireNonNull(service.state().find(iamat.client())).writeForClient(reply);
            }
            case NO_ROOM -> {
                reply.cut(start);
                writeInvalid(iamat.line(), service.counters().tooManyClients, reply);
            }
        }
    }

    private void whatsat(Bytes line, Whatsat whatsat) {
        Report report = service.state().find(whatsat.client());
        if (report != null) {
            whatsat(
                    report,
                    whatsat,
                    replies.reserve(USUAL_DOCUMENT + report.line().length()));
        } else {
            Bytes command = line.copy();
            Replies.Place place = replies.reserve(USUAL_DOCUMENT + command.length());
            waiting.await(this, whatsat.client(), late -> {
                if (late != null) {
                    whatsat(late, whatsat, place);
                } else {
                    unknown(command, place);
                }
            });
        }
    }

    private void whatsat(Report report, Whatsat whatsat, Replies.Place place) {
        service.counters().whatsats.increment();
        service.places()
                .near(report.position(), whatsat.radius(), whatsat.limit())
                .onSuccess(answer -> {
                    var reply = new ByteWriter(answer.document().length() + 256);
                    report.writeForClient(reply);
                    place.fill(reply.write(answer.document()).write("\n\n").take());
                    transcript.places(answer.loggable());
                    proceed();
                });
    }

    private void whereis(Bytes line, Whereis whereis) {
        Report report = service.state().find(whereis.client());
        if (report != null) {
            service.counters().whereises.increment();
            report.writeForClient(replies.next());
            return;
        }
        Bytes command = line.copy();
        Replies.Place place = replies.reserve(QUESTION + 2 * command.length());
        waiting.await(this, whereis.client(), late -> {
            if (late != null) {
                service.counters().whereises.increment();
                var reply = new ByteWriter(256);
                late.writeForClient(reply);
                place.fill(reply.take());
            } else {
                unknown(command, place);
            }
        });
    }

    private void unknown(Bytes line, Replies.Place place) {
        var reply = new ByteWriter(line.length() + 3);
        writeInvalid(line, service.counters().unknownClients, reply);
        place.fill(reply.take());
    }

    private void invalid(Bytes line, LongAdder reason) {
        writeInvalid(line, reason, replies.next());
    }

    private void writeInvalid(Bytes line, LongAdder reason, ByteWriter out) {
        service.counters().invalid.increment();
        reason.increment();
        out.write("? ").write(line).write('\n');
    }

    /** {@inheritDoc} A client may end its last command so. */
    @Override
    public void unfinishedLine(Bytes line) {
        line(line);
    }

    @Override
    public void overlongLine(Bytes head) {
        reports.carryOut();
        invalid(head, service.counters().overlongLines);
        ending = true;
    }

    @Override
    public void endOfRead() {
        reports.carryOut();
        transcript.endOfRead();
        readAt = UNREAD;
        if (untilTold != null) {
            Replies.Place place = untilTold;
            untilTold = null;
            service.counters().reports.add(news);
            news = 0;
            service.flood().sendPending().onComplete(_ -> {
                place.fill(NOTHING);
                proceed();
            });
        } else {
            proceed();
        }
    }

    /** {@inheritDoc} Goes on reading, or ends. */
    @Override
    public void proceed() {
        send();
        if (ending && replies.waiting() == 0) {
            wire.finish();
        } else if (!stopped && !mustWait()) {
            wire.resume();
        }
    }

    private void send() {
        Bytes sent = replies.take();
        if (sent != null) {
            wire.send(sent);
            transcript.sent(sent);
        }
    }

    private boolean mustWait() {
        return replies.waiting() >= service.limits().commandsInFlight()
                || replies.held() >= service.limits().connections().replyBytes()
                || (heldBytes() > 0 && service.memory().isTight())
                || !wire.isWritable();
    }

    @Override
    public long heldBytes() {
        return replies.held() + (long) replies.ready();
    }

    @Override
    public void writable() {
        proceed();
    }

    @Override
    public void endOfInput() {
        ending = true;
    }

    /** Takes no more commands, answers those in hand, and ends. */
    @Override
    public void stop() {
        wire.pause();
        stopped = true;
        ending = true;
        proceed();
    }

    @Override
    public void closed() {
        stopped = true;
    }
}
